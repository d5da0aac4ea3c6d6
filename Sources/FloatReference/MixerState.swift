/// What a recurrence of a mixer carries from one position to the next.
final class MixerState {
  /// The last kernel - 1 inputs of the convolution, oldest first: [kernel - 1, channels of it].
  let convState: FloatBuffer
  /// h: lane after lane, [ceil(E / 8), N, 8]; of Mamba-2 [E, N].
  let scanState: FloatBuffer

  init(_ branch: PackedBranch) {
    convState = FloatBuffer(count: branch.convolution.historyCount)
    scanState = FloatBuffer(count: branch.decay.count)
  }

  init(_ heads: PackedHeads) {
    convState = FloatBuffer(count: heads.convolution.historyCount)
    scanState = FloatBuffer(count: heads.channels * heads.states)
  }

  func reset() {
    convState.reset()
    scanState.reset()
  }
}
