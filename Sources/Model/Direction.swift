/// In which order a branch goes over the positions of a sequence.
package enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
  case forward
  /// From the last position to the first (Vim, Zhu et al. 2024, algorithm 1).
  case backward
}
