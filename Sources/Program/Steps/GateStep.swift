/// The skip connection D and the gate.
///
///     t[e] = saturate16(requantize(y[e], yScale) + requantize(x[e], skipScale))
///     output[e] = saturate16(requantize(t[e] * silu(z[e]), outputScale))
package struct GateStep: Hashable, Sendable, Codable {
  /// int32 [channels]
  package var y: BufferID
  /// int16 [channels]
  package var x: BufferID
  /// int16 [channels], Q`fractionBits`
  package var z: BufferID
  /// 0...12, of `z`
  package var fractionBits: Int
  /// `left` is 0, every shift at least 1.
  package var yScale: ChannelScale
  /// `left` is 15, every shift at least 2; the multipliers carry the sign of D.
  package var skipScale: ChannelScale
  /// `left` is 0.
  package var outputScale: ChannelScale
  /// int16 [channels]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    y: BufferID, x: BufferID, z: BufferID, fractionBits: Int, yScale: ChannelScale,
    skipScale: ChannelScale, outputScale: ChannelScale, output: BufferID, origin: StepOrigin
  ) {
    self.y = y
    self.x = x
    self.z = z
    self.fractionBits = fractionBits
    self.yScale = yScale
    self.skipScale = skipScale
    self.outputScale = outputScale
    self.output = output
    self.origin = origin
  }
}
