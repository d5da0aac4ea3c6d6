/// The sum of the two directions of a mixer, or of a norm's output and what a tied head adds to
/// it: `output[i] = saturate16(left[i] + right[i])`.
package struct AddStep: Hashable, Sendable, Codable {
  /// int16 [count]
  package var left: BufferID
  /// int16 [count], in the units of `left`
  package var right: BufferID
  /// int16 [count]
  package var output: BufferID
  package var origin: StepOrigin

  package init(left: BufferID, right: BufferID, output: BufferID, origin: StepOrigin) {
    self.left = left
    self.right = right
    self.output = output
    self.origin = origin
  }
}
