/// `output[i] = saturate(requantize(input[i], scale))`.
package struct QuantizeStep: Hashable, Sendable, Codable {
  /// int16 or int32 [count]
  package var input: BufferID
  package var scale: TensorScale
  /// int8 or int16 [count]
  package var output: BufferID
  package var origin: StepOrigin

  package init(input: BufferID, scale: TensorScale, output: BufferID, origin: StepOrigin) {
    self.input = input
    self.scale = scale
    self.output = output
    self.origin = origin
  }
}
