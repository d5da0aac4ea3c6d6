/// The embedding of each position t of a whole sequence:
/// `output[i] = requantize(weight[t][i], left, multiplier[t], shift[t])`.
package struct PositionStep: Hashable, Sendable, Codable {
  /// int8 [positions, width], -127...127
  package var weight: ConstantID
  /// One factor for each position; `left` is at most 23.
  package var scale: ChannelScale
  /// int32 [width]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    weight: ConstantID, scale: ChannelScale, output: BufferID, origin: StepOrigin
  ) {
    self.weight = weight
    self.scale = scale
    self.output = output
    self.origin = origin
  }
}
