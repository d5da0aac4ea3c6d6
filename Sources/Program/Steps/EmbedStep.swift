/// `output[i] = requantize(weight[token][i], left, multiplier[token], shift[token])`.
package struct EmbedStep: Hashable, Sendable, Codable {
  /// int32 [1], role input, 0 ..< vocabulary.
  package var token: BufferID
  /// int8 [vocabulary, width], -127...127.
  package var weight: ConstantID
  /// One factor for each token; `left` is at most 23.
  package var scale: ChannelScale
  /// int32 [width]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    token: BufferID, weight: ConstantID, scale: ChannelScale, output: BufferID,
    origin: StepOrigin
  ) {
    self.token = token
    self.weight = weight
    self.scale = scale
    self.output = output
    self.origin = origin
  }
}
