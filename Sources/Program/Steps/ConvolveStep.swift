/// Causal depthwise convolution, SiLU, and an int8 copy where something reads it, as `x_proj` does.
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
  /// int16 [channels], Q`fractionBits`
  package var x: BufferID
  package var copy: QuantizedCopy?
  /// Goes from the last position to the first; only in the program of a whole sequence.
  package var isBackward: Bool
  package var origin: StepOrigin

  /// The int8 copy of x.
  package struct QuantizedCopy: Hashable, Sendable, Codable {
    /// `left` is 15.
    package var quantization: ChannelScale
    /// int8 [channels]
    package var xQuantized: BufferID

    package init(quantization: ChannelScale, xQuantized: BufferID) {
      self.quantization = quantization
      self.xQuantized = xQuantized
    }
  }

  package init(
    input: BufferID, state: BufferID, weight: ConstantID, bias: ConstantID,
    preactivation: ChannelScale, fractionBits: Int, x: BufferID, copy: QuantizedCopy?,
    isBackward: Bool = false, origin: StepOrigin
  ) {
    self.input = input
    self.state = state
    self.weight = weight
    self.bias = bias
    self.preactivation = preactivation
    self.fractionBits = fractionBits
    self.x = x
    self.copy = copy
    self.isBackward = isBackward
    self.origin = origin
  }
}
