/// Mean of a pool: `output[i] = floor((2 * sum[i] + count) / (2 * count))`; 0 if count is 0.
package struct MeanStep: Hashable, Sendable, Codable {
  /// int32 [width]
  package var sum: BufferID
  /// int32 [1], 0...65535
  package var count: BufferID
  /// int16 [width]
  package var output: BufferID
  package var origin: StepOrigin

  package init(sum: BufferID, count: BufferID, output: BufferID, origin: StepOrigin) {
    self.sum = sum
    self.count = count
    self.output = output
    self.origin = origin
  }
}
