/// Causal depthwise convolution, SiLU, and the int8 copy that `x_proj` reads.
///
///     a[e] = bias[e] + sum over k of weight[k][e] * window[k][e]
///                                        window = state rows, then input (k = kernel - 1)
///     u[e] = saturate16(requantize(a[e], preactivation))                  Q`fractionBits`
///     x[e] = silu(u[e])                                                   Q`fractionBits`
///     xQuantized[e] = saturate8(requantize(x[e], quantization))
///     state <- the last kernel - 1 rows of the window
package struct ConvolveStep: Hashable, Sendable, Codable {
  /// int8 [channels]
  package var input: BufferID
  /// int8 [kernel - 1, channels], oldest row first. For `kernel == 1` it has 0 elements.
  package var state: BufferID
  /// int8 [kernel, channels], -127...127; the last row meets the current position.
  package var weight: ConstantID
  /// int32 [channels]
  package var bias: ConstantID
  package var preactivation: ChannelScale
  /// 0...12
  package var fractionBits: Int
  /// `left` is 15.
  package var quantization: ChannelScale
  /// int16 [channels], Q`fractionBits`
  package var x: BufferID
  /// int8 [channels]
  package var xQuantized: BufferID
  /// Goes from the last position to the first; only in the program of a whole sequence.
  package var isBackward: Bool
  package var origin: StepOrigin

  package init(
    input: BufferID, state: BufferID, weight: ConstantID, bias: ConstantID,
    preactivation: ChannelScale, fractionBits: Int, quantization: ChannelScale, x: BufferID,
    xQuantized: BufferID, isBackward: Bool = false, origin: StepOrigin
  ) {
    self.input = input
    self.state = state
    self.weight = weight
    self.bias = bias
    self.preactivation = preactivation
    self.fractionBits = fractionBits
    self.quantization = quantization
    self.x = x
    self.xQuantized = xQuantized
    self.isBackward = isBackward
    self.origin = origin
  }
}
