/// How a data file stores the frames of one sequence.
package enum FrameLayout: String, Hashable, Sendable, CaseIterable {
  /// [length, width]: frame after frame.
  case frameMajor = "frame-major"
  /// [width, length]: feature after feature, as many speech and EEG sets come.
  case featureMajor = "feature-major"

  /// `sequence` frame after frame.
  /// - Precondition: `sequence.count` is a multiple of `width`.
  func frames(_ sequence: [Float], width: Int) -> [Float] {
    precondition(sequence.count % width == 0, "a sequence holds whole frames")
    switch self {
    case .frameMajor: return sequence
    case .featureMajor:
      let length = sequence.count / width
      return sequence.indices.map { sequence[$0 % width * length + $0 / width] }
    }
  }
}
