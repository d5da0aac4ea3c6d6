/// The scan of Mamba-2, one position: one decay for all channels and states of a head.
///
///     h[n][e] = saturate16(q15(drive[e], b[g][n]) - q15(decay[head of e], h[n][e]))
///     y[e] = sum over blocks of 8 n of rshift(sum over n of c[g][n] * h[n][e], shift)
///
/// Heads are numbered group by group, g being the group of the head. The sum of a block fits
/// int32, and so does the sum of the shifted blocks; both are proved. Saturation of `h` is
/// normative: the state stays at the end of its range.
package struct ScanHeadsStep: Hashable, Sendable, Codable {
  /// States whose products are added before they are shifted.
  package static let block = 8

  /// int16 [heads], -32767...0
  package var decay: BufferID
  /// int16 [channels], a multiple of the heads
  package var drive: BufferID
  /// int16 [groups, states], -32767...32767
  package var b: BufferID
  /// int16 [groups, states]
  package var c: BufferID
  /// A divisor of the heads.
  package var groups: Int
  /// 0...31
  package var shift: Int
  /// int16 [states, channels]
  package var state: BufferID
  /// int32 [channels]
  package var y: BufferID
  package var origin: StepOrigin

  package init(
    decay: BufferID, drive: BufferID, b: BufferID, c: BufferID, groups: Int, shift: Int,
    state: BufferID, y: BufferID, origin: StepOrigin
  ) {
    self.decay = decay
    self.drive = drive
    self.b = b
    self.c = c
    self.groups = groups
    self.shift = shift
    self.state = state
    self.y = y
    self.origin = origin
  }
}
