extension PackedBranch {
  /// The selective scan position by position, with the state changed after each: the next
  /// position and `h C` read the changed state.
  ///
  /// - Parameter state: Lane after lane, [ceil(E / 8), N, 8].
  func scan(
    positions: Int, state: UnsafeMutablePointer<Float>, activations: MixerActivations,
    changedBy intervention: any Intervention
  ) {
    let rowMajor = FloatBuffer(count: states * channels)
    for position in 0..<positions {
      advance(state, position: position, activations: activations)
      forEachState { index, lane in rowMajor.pointer[index] = state[lane] }
      intervention.apply(
        to: site(.state), rowMajor.pointer, positions: 1,
        width: states * channels)
      forEachState { index, lane in state[lane] = rowMajor.pointer[index] }
      if let recorded = activations.states {
        (recorded.pointer + position * states * channels).update(
          from: rowMajor.pointer, count: states * channels)
      }
      read(rowMajor.pointer, position: position, activations: activations)
    }
  }

  /// Calls `body` with the place of each state in [N, E] and in [ceil(E / 8), N, 8].
  private func forEachState(_ body: (Int, Int) -> Void) {
    let width = Lanes.scalarCount
    for n in 0..<states {
      for channel in 0..<channels {
        body(
          n * channels + channel,
          (channel / width * states + n) * width + channel % width)
      }
    }
  }

  /// `h = exp(dt A) h + dt B x`
  private func advance(
    _ state: UnsafeMutablePointer<Float>, position: Int, activations: MixerActivations
  ) {
    let b = activations.b.pointer + position * states
    decay.withUnsafeBufferPointer { decay in
      guard let decay = decay.baseAddress else { return }
      for channel in stride(from: 0, to: channels, by: Lanes.scalarCount) {
        let dt = activations.dt.pointer.lanes(at: position * channels + channel)
        let drive = activations.drive.pointer.lanes(at: position * channels + channel)
        for n in 0..<states {
          let offset = channel * states + Lanes.scalarCount * n
          let h = exp2(dt * decay.lanes(at: offset)) * state.lanes(at: offset) + drive * b[n]
          state.store(h, at: offset)
        }
      }
    }
  }

  /// `y = h C + D x`, h in [N, E].
  private func read(
    _ state: UnsafePointer<Float>, position: Int, activations: MixerActivations
  ) {
    let c = activations.c.pointer + position * states
    let row = position * channels
    for channel in 0..<channels {
      var sum: Float = 0
      for n in 0..<states { sum += state[n * channels + channel] * c[n] }
      activations.y.pointer[row + channel] =
        sum + skip[channel] * activations.x.pointer[row + channel]
    }
  }
}
