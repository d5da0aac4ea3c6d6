import Model

extension PackedMixer {
  /// Evaluates `positions` positions, carries the state on, and reports every tensor inside.
  ///
  /// - Parameters:
  ///   - input: [positions, width]
  ///   - output: [positions, width]
  ///   - states: Of the recurrence, as ``makeStates()`` makes them.
  func evaluate<O: Observer>(
    _ input: UnsafePointer<Float>, positions: Int, into output: UnsafeMutablePointer<Float>,
    states: [MixerState], activations: MixerActivations, observer: inout O
  ) {
    let count = positions * channels
    x.apply(input, positions: positions, into: activations.convolutionInput.pointer)
    z.apply(input, positions: positions, into: activations.gate.pointer)
    activations.intervention?.apply(
      to: .mixer(layer: layer, .convolutionInput), activations.convolutionInput.pointer,
      positions: positions, width: x.outputs)
    change(.gate, activations.gate.pointer, positions, activations)
    activations.reportInputs(self, positions: positions, to: &observer)
    switch recurrence {
    case .selective(let branches):
      for (branch, state) in zip(branches, states) {
        branch.evaluate(positions: positions, state: state, activations: activations)
        activations.report(branch, positions: positions, to: &observer)
        add(branch, positions: positions, activations)
      }
    case .heads(let heads):
      heads.evaluate(input, positions: positions, state: states[0], activations: activations)
      activations.report(heads, positions: positions, to: &observer)
      activations.sum.pointer.update(from: activations.y.pointer, count: count)
    }
    for i in stride(from: 0, to: count, by: Lanes.scalarCount) {
      let gate = silu(activations.gate.pointer.lanes(at: i))
      activations.gated.pointer.store(activations.sum.pointer.lanes(at: i) * gate, at: i)
    }
    if let gateScale {
      let gated = activations.gated.pointer
      multiply(gated, by: gateScale, positions: positions, into: gated)
    }
    change(.gated, activations.gated.pointer, positions, activations)
    let rotated = rotate(
      normalized(activations, positions: positions), activations, positions: positions)
    change(.rotated, rotated, positions, activations)
    activations.reportOutputs(self, positions: positions, to: &observer)
    out.apply(rotated, positions: positions, into: output)
  }

  /// Adds what a branch made, in its order of positions, to the sum of the branches.
  private func add(
    _ branch: PackedBranch, positions: Int, _ activations: MixerActivations
  ) {
    let (sum, y) = (activations.sum.pointer, activations.y.pointer)
    guard branch.direction == .backward else {
      sum.update(from: y, count: positions * channels)
      return
    }
    for position in 0..<positions {
      let own = y + (positions - 1 - position) * channels
      for i in 0..<channels { sum[position * channels + i] += own[i] }
    }
  }

  /// Lets the intervention of the evaluation, if there is one, change a shared site of width E.
  private func change(
    _ site: MixerSite, _ start: UnsafeMutablePointer<Float>, _ positions: Int,
    _ activations: MixerActivations
  ) {
    activations.intervention?.apply(
      to: .mixer(layer: layer, site), start, positions: positions, width: channels)
  }

  /// The gated vector, of Mamba-2 behind its norm.
  private func normalized(
    _ activations: MixerActivations, positions: Int
  ) -> UnsafeMutablePointer<Float> {
    guard case .heads(let heads) = recurrence else { return activations.gated.pointer }
    let width = channels / heads.groups
    for position in 0..<positions {
      for (group, gain) in heads.gains.enumerated() {
        let first = position * channels + group * width
        normalize(
          activations.gated.pointer + first, positions: 1, gain: gain, epsilon: heads.epsilon,
          into: activations.normalized.pointer + first)
      }
    }
    change(.normalized, activations.normalized.pointer, positions, activations)
    return activations.normalized.pointer
  }

  /// The input of `out_proj`.
  private func rotate(
    _ gated: UnsafeMutablePointer<Float>, _ activations: MixerActivations, positions: Int
  ) -> UnsafeMutablePointer<Float> {
    guard let rotation else { return gated }
    let factor = 1 / Float(rotation.groupSize).squareRoot()
    for position in 0..<positions {
      let row = activations.rotated.pointer + position * channels
      row.update(from: gated + position * channels, count: channels)
      rotation.apply(UnsafeMutableBufferPointer(start: row, count: channels))
      for channel in 0..<channels { row[channel] *= factor }
    }
    return activations.rotated.pointer
  }
}

/// Each row of [positions, E] times `factors`, [E]; input and output may be the same.
func multiply(
  _ input: UnsafePointer<Float>, by factors: [Float], positions: Int,
  into output: UnsafeMutablePointer<Float>
) {
  let channels = factors.count - laneSlack
  factors.withUnsafeBufferPointer { factors in
    for position in 0..<positions {
      let row = position * channels
      for channel in 0..<channels {
        output[row + channel] = input[row + channel] * factors[channel]
      }
    }
  }
}
