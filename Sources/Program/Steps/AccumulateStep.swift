/// Running sum of a mean pool: `sum[i] += input[i]`, `count += 1`.
///
/// `count` stops at 65535; later positions are not added (stated saturation).
package struct AccumulateStep: Hashable, Sendable, Codable {
  /// int16 [width]
  package var input: BufferID
  /// int32 [width], role state
  package var sum: BufferID
  /// int32 [1], role state
  package var count: BufferID
  /// The positions that are added, rising; nil for all. Only in the program of a whole
  /// sequence.
  package var rows: [Int]?
  package var origin: StepOrigin

  package init(
    input: BufferID, sum: BufferID, count: BufferID, rows: [Int]? = nil, origin: StepOrigin
  ) {
    self.input = input
    self.sum = sum
    self.count = count
    self.rows = rows
    self.origin = origin
  }
}
