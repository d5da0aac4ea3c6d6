/// Softplus of one time step for each head, its decay, and the drive of its channels.
///
///     dt[h] = clamp(requantize(softplus(preactivation[h]), timeStep), low[h]...high[h])
///     decay[h] = negatedDecay(dt[h], a[h])                                        Q15
///     drive[e] = saturate16(requantize(dt[head of e] * x[e], driveScale))
///
/// Channel e belongs to head `e / (channels / heads)`.
package struct DiscretizeHeadsStep: Hashable, Sendable, Codable {
  /// int16 [heads], Q10
  package var preactivation: BufferID
  /// int16 [channels], a multiple of the heads
  package var x: BufferID
  /// For each head; `left` is 0.
  package var timeStep: ChannelScale
  /// int16 [heads], 0...high
  package var low: ConstantID
  /// int16 [heads], low...32767
  package var high: ConstantID
  /// int16 [heads], 0...32767: `-A * log2(e)` in units of 2^-fractionBits / dt
  package var a: ConstantID
  /// 16...30
  package var fractionBits: Int
  /// For each channel; `left` is 0.
  package var driveScale: ChannelScale
  /// int16 [heads], -32767...0
  package var decay: BufferID
  /// int16 [channels]
  package var drive: BufferID
  package var origin: StepOrigin

  package init(
    preactivation: BufferID, x: BufferID, timeStep: ChannelScale, low: ConstantID,
    high: ConstantID, a: ConstantID, fractionBits: Int, driveScale: ChannelScale,
    decay: BufferID, drive: BufferID, origin: StepOrigin
  ) {
    self.preactivation = preactivation
    self.x = x
    self.timeStep = timeStep
    self.low = low
    self.high = high
    self.a = a
    self.fractionBits = fractionBits
    self.driveScale = driveScale
    self.decay = decay
    self.drive = drive
    self.origin = origin
  }
}
