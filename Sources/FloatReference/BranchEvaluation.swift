import Model

extension PackedBranch {
  /// Evaluates `positions` positions from the mixer's x to y, in the order of the direction, and
  /// carries the state on.
  ///
  /// - Parameter activations: Holds the input of the convolution, in the order of the sequence;
  ///   afterwards the tensors of the branch in its own order.
  func evaluate(positions: Int, state: MixerState, activations: MixerActivations) {
    let count = positions * channels
    let rows = activations.convolutionWindow.pointer + convolution.historyCount
    order(activations.convolutionInput.pointer, positions: positions, into: rows)
    convolution.evaluate(positions: positions, state: state, activations: activations)
    change(
      .convolutionOutput, activations.convolutionOutput.pointer, positions: positions,
      activations)
    mapLanes(
      activations.convolutionOutput.pointer, into: activations.x.pointer, count: count, silu)

    change(.x, activations.x.pointer, positions: positions, activations)
    discretize(positions: positions, activations: activations)
    scanChangeably(positions: positions, state: state.scanState.pointer, activations)
    change(.y, activations.y.pointer, positions: positions, activations)
  }

  /// The rows of [positions, E] from the first to the last, or from the last to the first.
  private func order(
    _ input: UnsafePointer<Float>, positions: Int, into output: UnsafeMutablePointer<Float>
  ) {
    guard direction == .backward else {
      output.update(from: input, count: positions * channels)
      return
    }
    for position in 0..<positions {
      (output + (positions - 1 - position) * channels).update(
        from: input + position * channels, count: channels)
    }
  }

  /// Lets the intervention of the evaluation, if there is one, change a site of width E.
  private func change(
    _ site: MixerSite, _ start: UnsafeMutablePointer<Float>, positions: Int, width: Int? = nil,
    _ activations: MixerActivations
  ) {
    activations.intervention?.apply(
      to: self.site(site), start, positions: positions, width: width ?? channels)
  }

  /// `dt_proj` and softplus behind `x_proj`: x to B, C, dt and the drive.
  private func discretize(positions: Int, activations: MixerActivations) {
    let count = positions * channels
    let xInput = xProjInput(positions: positions, activations: activations)
    for (site, rows, output) in [
      (MixerSite.dtLow, dtLow, activations.dtLow), (.b, b, activations.b), (.c, c, activations.c),
    ] {
      project(xInput, by: rows, positions: positions, into: output.pointer)
      change(site, output.pointer, positions: positions, width: rows.outputs, activations)
    }
    dt.apply(
      activations.dtLow.pointer, positions: positions,
      into: activations.dtPreactivation.pointer)
    change(
      .dtPreactivation, activations.dtPreactivation.pointer, positions: positions, activations)
    mapLanes(
      activations.dtPreactivation.pointer, into: activations.dt.pointer, count: count, softplus)
    change(.dt, activations.dt.pointer, positions: positions, activations)
    for i in stride(from: 0, to: count, by: Lanes.scalarCount) {
      let dt = activations.dt.pointer.lanes(at: i)
      activations.drive.pointer.store(dt * activations.x.pointer.lanes(at: i), at: i)
    }
    change(.drive, activations.drive.pointer, positions: positions, activations)
  }

  /// Rows of `x_proj`, normalised where the branch says so.
  private func project(
    _ x: UnsafePointer<Float>, by rows: PackedLinear, positions: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    rows.apply(x, positions: positions, into: output)
    guard let normEpsilon else { return }
    normalize(
      output, positions: positions, gain: Array(repeating: 1, count: rows.outputs),
      epsilon: normEpsilon, into: output)
  }

  /// The copy of x that `x_proj` reads, smoothed or changed on its own.
  private func xProjInput(
    positions: Int, activations: MixerActivations
  ) -> UnsafePointer<Float> {
    let isChanged = activations.intervention?.changes(site(.xSmoothed)) ?? false
    guard xScale != nil || isChanged else { return UnsafePointer(activations.x.pointer) }
    let smoothed = activations.xSmoothed.pointer
    if let xScale {
      multiply(activations.x.pointer, by: xScale, positions: positions, into: smoothed)
    } else {
      smoothed.update(from: activations.x.pointer, count: positions * channels)
    }
    change(.xSmoothed, smoothed, positions: positions, activations)
    return UnsafePointer(smoothed)
  }

  private func scanChangeably(
    positions: Int, state: UnsafeMutablePointer<Float>, _ activations: MixerActivations
  ) {
    if let intervention = activations.intervention,
      intervention.changes(site(.state))
    {
      scan(
        positions: positions, state: state, activations: activations, changedBy: intervention)
    } else {
      scan(positions: positions, state: state, activations: activations)
    }
  }

  /// The selective scan and the skip connection: `h = exp(dt A) h + dt B x`, `y = h C + D x`.
  private func scan(
    positions: Int, state: UnsafeMutablePointer<Float>, activations: MixerActivations
  ) {
    decay.withUnsafeBufferPointer { decay in
      skip.withUnsafeBufferPointer { skip in
        guard let decay = decay.baseAddress, let skip = skip.baseAddress else { return }
        for channel in stride(from: 0, to: channels, by: Lanes.scalarCount) {
          let d = skip.lanes(at: channel)
          for position in 0..<positions {
            let sum = scanStep(
              channel: channel, position: position, decay: decay + channel * states,
              state: state + channel * states, activations: activations)
            let offset = position * channels + channel
            activations.y.pointer.store(
              sum + d * activations.x.pointer.lanes(at: offset), at: offset,
              count: channels - channel)
          }
        }
      }
    }
  }

  /// Eight channels at one position; returns `h C`.
  ///
  /// - Parameters:
  ///   - decay: [N, 8]
  ///   - state: [N, 8]
  @inline(__always)
  private func scanStep(
    channel: Int, position: Int, decay: UnsafePointer<Float>,
    state: UnsafeMutablePointer<Float>, activations: MixerActivations
  ) -> Lanes {
    let b = activations.b.pointer + position * states
    let c = activations.c.pointer + position * states
    let dt = activations.dt.pointer.lanes(at: position * channels + channel)
    let drive = activations.drive.pointer.lanes(at: position * channels + channel)
    var sum = Lanes.zero
    for n in 0..<states {
      let h = exp2(dt * decay.lanes(at: 8 * n)) * state.lanes(at: 8 * n) + drive * b[n]
      state.store(h, at: 8 * n)
      sum += h * c[n]
    }
    if let recorded = activations.states {
      let row = recorded.pointer + position * states * channels + channel
      for n in 0..<states {
        row.store(state.lanes(at: 8 * n), at: n * channels, count: channels - channel)
      }
    }
    return sum
  }
}
