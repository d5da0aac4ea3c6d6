/// `output[i] = clamp(requantize(input[i], scale), -limit...limit)`: each channel in a format of
/// its own.
package struct RescaleStep: Hashable, Sendable, Codable {
  /// int16 [channels]
  package var input: BufferID
  package var scale: ChannelScale
  /// 1...32767
  package var limit: Int
  /// int16 [channels]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    input: BufferID, scale: ChannelScale, limit: Int, output: BufferID, origin: StepOrigin
  ) {
    self.input = input
    self.scale = scale
    self.limit = limit
    self.output = output
    self.origin = origin
  }
}
