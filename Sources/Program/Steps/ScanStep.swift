/// The selective scan, one position, in 16-bit lanes.
///
///     h[n][e] = saturate16(q15(drive[e], b[n]) - q15(negatedDecay(dt[e], a[n][e]), h[n][e]))
///     y[e] = sum over n of c[n] * h[n][e]                                 int32, proved
///
/// Saturation of `h` is normative: the state stays at the end of its range.
package struct ScanStep: Hashable, Sendable, Codable {
  /// int16 [channels], 0...32767
  package var dt: BufferID
  /// int16 [channels]
  package var drive: BufferID
  /// int16 [states], -32767...32767
  package var b: BufferID
  /// int16 [states]; states * limit * 32768 must stay below 2^31
  package var c: BufferID
  /// int16 [states, channels], 0...32767: `-A * log2(e)` in units of 2^-fractionBits / dt
  package var a: ConstantID
  /// 16...30
  package var fractionBits: Int
  /// int16 [states, channels]
  package var state: BufferID
  /// int32 [channels]
  package var y: BufferID
  /// Goes from the last position to the first; only in the program of a whole sequence.
  package var isBackward: Bool
  package var origin: StepOrigin

  package init(
    dt: BufferID, drive: BufferID, b: BufferID, c: BufferID, a: ConstantID, fractionBits: Int,
    state: BufferID, y: BufferID, isBackward: Bool = false, origin: StepOrigin
  ) {
    self.dt = dt
    self.drive = drive
    self.b = b
    self.c = c
    self.a = a
    self.fractionBits = fractionBits
    self.state = state
    self.y = y
    self.isBackward = isBackward
    self.origin = origin
  }
}
