import Model

extension PackedHeads {
  /// Evaluates `positions` positions from the mixer's input, and what it made of it, to y.
  ///
  /// - Parameters:
  ///   - input: [positions, width], of the mixer.
  ///   - activations: Holds the input of the convolution; afterwards the tensors up to y.
  func evaluate(
    _ input: UnsafePointer<Float>, positions: Int, state: MixerState,
    activations: MixerActivations
  ) {
    let rows = activations.convolutionWindow.pointer + convolution.historyCount
    let convolved = positions * convolution.channels
    rows.update(from: activations.convolutionInput.pointer, count: convolved)
    convolution.evaluate(positions: positions, state: state, activations: activations)
    change(
      .convolutionOutput, activations.convolutionOutput, positions, convolution.channels,
      activations)
    mapLanes(
      activations.convolutionOutput.pointer, into: activations.convolved.pointer,
      count: convolved, silu)
    split(positions: positions, activations)
    change(.x, activations.x, positions, channels, activations)
    change(.b, activations.b, positions, groupStates, activations)
    change(.c, activations.c, positions, groupStates, activations)
    discretize(input, positions: positions, activations)
    scan(positions: positions, state: state.scanState.pointer, activations)
    change(.y, activations.y, positions, channels, activations)
  }

  private func change(
    _ site: MixerSite, _ buffer: FloatBuffer, _ positions: Int, _ width: Int,
    _ activations: MixerActivations
  ) {
    activations.intervention?.apply(
      to: self.site(site), buffer.pointer, positions: positions, width: width)
  }

  /// Rows of [positions, E + 2 G N] to x, B and C.
  private func split(positions: Int, _ activations: MixerActivations) {
    for position in 0..<positions {
      var row = activations.convolved.pointer + position * convolution.channels
      for (buffer, width) in [
        (activations.x, channels), (activations.b, groupStates), (activations.c, groupStates),
      ] {
        (buffer.pointer + position * width).update(from: row, count: width)
        row += width
      }
    }
  }

  /// The dt rows of `in_proj`, softplus and limits: dt and the drive.
  private func discretize(
    _ input: UnsafePointer<Float>, positions: Int, _ activations: MixerActivations
  ) {
    let (dt, preactivation) = (activations.dt.pointer, activations.dtPreactivation.pointer)
    self.dt.apply(input, positions: positions, into: preactivation)
    change(.dtPreactivation, activations.dtPreactivation, positions, heads, activations)
    mapLanes(preactivation, into: dt, count: positions * heads, softplus)
    if let timeStepLimit {
      for i in 0..<positions * heads {
        dt[i] = min(max(dt[i], timeStepLimit.lowerBound), timeStepLimit.upperBound)
      }
    }
    change(.dt, activations.dt, positions, heads, activations)
    for position in 0..<positions {
      for channel in 0..<channels {
        let i = position * channels + channel
        activations.drive.pointer[i] =
          dt[position * heads + channel / headChannels] * activations.x.pointer[i]
      }
    }
    change(.drive, activations.drive, positions, channels, activations)
  }

  /// `h = exp(dt A) h + drive B`, `y = h C + D x`, with h as [E, N].
  private func scan(
    positions: Int, state: UnsafeMutablePointer<Float>, _ activations: MixerActivations
  ) {
    let isChanged = activations.intervention?.changes(site(.state)) ?? false
    let isSeen = isChanged || activations.states != nil
    let rowMajor = FloatBuffer(count: isSeen ? states * channels : 0)
    for position in 0..<positions {
      for head in 0..<heads {
        let rate = activations.dt.pointer[position * heads + head] * decay[head]
        let kept = exp2(Lanes(repeating: rate))[0]
        let group = head / (heads / groups)
        let b = activations.b.pointer + position * groupStates + group * states
        for channel in head * headChannels..<(head + 1) * headChannels {
          let drive = activations.drive.pointer[position * channels + channel]
          let h = state + channel * states
          for n in 0..<states { h[n] = kept * h[n] + drive * b[n] }
        }
      }
      if isSeen { show(state, position: position, activations, through: rowMajor) }
      read(state, position: position, activations)
    }
  }

  /// Lets the intervention change the state of a position, and records it as [N, E].
  private func show(
    _ state: UnsafeMutablePointer<Float>, position: Int, _ activations: MixerActivations,
    through rowMajor: FloatBuffer
  ) {
    forEachState { index, place in rowMajor.pointer[index] = state[place] }
    activations.intervention?.apply(
      to: site(.state), rowMajor.pointer, positions: 1, width: rowMajor.count)
    forEachState { index, place in state[place] = rowMajor.pointer[index] }
    guard let recorded = activations.states else { return }
    (recorded.pointer + position * rowMajor.count).update(
      from: rowMajor.pointer, count: rowMajor.count)
  }

  /// Calls `body` with the place of each state in [N, E] and in [E, N].
  private func forEachState(_ body: (Int, Int) -> Void) {
    for n in 0..<states {
      for channel in 0..<channels { body(n * channels + channel, channel * states + n) }
    }
  }

  /// `y = h C + D x` at one position.
  private func read(
    _ state: UnsafePointer<Float>, position: Int, _ activations: MixerActivations
  ) {
    for channel in 0..<channels {
      let head = channel / headChannels
      let group = head / (heads / groups)
      let c = activations.c.pointer + position * groupStates + group * states
      let h = state + channel * states
      var sum = Lanes.zero
      let whole = states / Lanes.scalarCount * Lanes.scalarCount
      for n in stride(from: 0, to: whole, by: Lanes.scalarCount) {
        sum += h.lanes(at: n) * UnsafePointer(c).lanes(at: n)
      }
      var y = sum.sum()
      for n in whole..<states { y += h[n] * c[n] }
      let i = position * channels + channel
      activations.y.pointer[i] = y + skip[head] * activations.x.pointer[i]
    }
  }
}
