/// What a branch of a mixer carries from one position to the next.
final class MixerState {
  /// The last kernel - 1 inputs of the convolution, oldest first: [kernel - 1, E].
  let convState: FloatBuffer
  /// h, lane after lane: [ceil(E / 8), N, 8].
  let scanState: FloatBuffer

  init(_ branch: PackedBranch) {
    convState = FloatBuffer(count: (branch.kernel - 1) * branch.channels)
    scanState = FloatBuffer(count: branch.decay.count)
  }

  func reset() {
    convState.reset()
    scanState.reset()
  }
}
