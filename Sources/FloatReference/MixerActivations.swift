import Model

/// The activations of one mixer over a block of positions; every mixer of a model uses the
/// same buffers in turn, and so does every branch of a mixer. [positions, E] unless stated; of
/// Mamba-2 the widths of ``MixerSite``.
final class MixerActivations {
  let convolutionInput: FloatBuffer
  /// The input of the convolution in the order of a branch, preceded by the kernel - 1 rows of
  /// the state.
  let convolutionWindow: FloatBuffer
  let gate: FloatBuffer
  let convolutionOutput: FloatBuffer
  /// x, B and C of Mamba-2, [positions, E + 2 G N].
  let convolved: FloatBuffer
  let x: FloatBuffer
  /// `x * xScale`; empty where no mixer has factors and nothing is changed.
  let xSmoothed: FloatBuffer
  /// [positions, R]
  let dtLow: FloatBuffer
  /// [positions, N]
  let b: FloatBuffer
  /// [positions, N]
  let c: FloatBuffer
  let dtPreactivation: FloatBuffer
  let dt: FloatBuffer
  /// `dt * x`
  let drive: FloatBuffer
  /// [positions, N, E]; nil where nobody observes it.
  private(set) var states: FloatBuffer?
  let y: FloatBuffer
  /// Of the branches' y.
  let sum: FloatBuffer
  let gated: FloatBuffer
  /// Behind the norm of Mamba-2.
  let normalized: FloatBuffer
  let rotated: FloatBuffer
  /// Changes the activations, if any is to be changed.
  let intervention: (any Intervention)?
  private let stateCount: Int

  /// Room for `positions` positions of each of `mixers`.
  init(_ mixers: [PackedMixer], positions: Int, intervention: (any Intervention)?) {
    self.intervention = intervention
    let sizes = mixers.map { ActivationSizes($0, isChanged: intervention != nil) }
    func buffer(_ width: (ActivationSizes) -> Int) -> FloatBuffer {
      FloatBuffer(count: positions * (sizes.map(width).max() ?? 0))
    }
    convolutionInput = buffer(\.convolved)
    convolutionWindow = FloatBuffer(
      count: sizes.map { ($0.history + positions) * $0.convolved }.max() ?? 0)
    gate = buffer(\.channels)
    convolutionOutput = buffer(\.convolved)
    convolved = buffer { $0.hasHeads ? $0.convolved : 0 }
    x = buffer(\.channels)
    xSmoothed = buffer(\.smoothed)
    dtLow = buffer(\.timeStepRank)
    b = buffer(\.states)
    c = buffer(\.states)
    dtPreactivation = buffer(\.timeSteps)
    dt = buffer(\.timeSteps)
    drive = buffer(\.channels)
    y = buffer(\.channels)
    sum = buffer(\.channels)
    gated = buffer(\.channels)
    normalized = buffer { $0.hasHeads ? $0.channels : 0 }
    rotated = buffer(\.rotated)
    stateCount = positions * (sizes.map(\.allStates).max() ?? 0)
  }

  /// Makes room for the states of every position.
  func recordStates() {
    if states == nil { states = FloatBuffer(count: stateCount) }
  }

  /// Reports what the branches of `mixer` share before them.
  func reportInputs<O: Observer>(_ mixer: PackedMixer, positions: Int, to observer: inout O) {
    report(
      .mixer(layer: mixer.layer, .convolutionInput), convolutionInput, positions,
      mixer.x.outputs, &observer)
    report(.mixer(layer: mixer.layer, .gate), gate, positions, mixer.channels, &observer)
  }

  /// Reports the sites of `branch`, which was evaluated last, in the order of evaluation.
  func report<O: Observer>(_ branch: PackedBranch, positions: Int, to observer: inout O) {
    let (e, n) = (branch.channels, branch.states)
    report(branch.site(.convolutionOutput), convolutionOutput, positions, e, &observer)
    report(branch.site(.x), x, positions, e, &observer)
    if branch.xScale != nil { report(branch.site(.xSmoothed), xSmoothed, positions, e, &observer) }
    report(branch.site(.dtLow), dtLow, positions, branch.dtLow.outputs, &observer)
    report(branch.site(.b), b, positions, n, &observer)
    report(branch.site(.c), c, positions, n, &observer)
    report(branch.site(.dtPreactivation), dtPreactivation, positions, e, &observer)
    report(branch.site(.dt), dt, positions, e, &observer)
    report(branch.site(.drive), drive, positions, e, &observer)
    if let states { report(branch.site(.state), states, positions, n * e, &observer) }
    report(branch.site(.y), y, positions, e, &observer)
  }

  /// Reports the sites of `heads`, in the order of evaluation.
  func report<O: Observer>(_ heads: PackedHeads, positions: Int, to observer: inout O) {
    let e = heads.channels
    report(
      heads.site(.convolutionOutput), convolutionOutput, positions, heads.convolution.channels,
      &observer)
    report(heads.site(.x), x, positions, e, &observer)
    report(heads.site(.b), b, positions, heads.groupStates, &observer)
    report(heads.site(.c), c, positions, heads.groupStates, &observer)
    report(heads.site(.dtPreactivation), dtPreactivation, positions, heads.heads, &observer)
    report(heads.site(.dt), dt, positions, heads.heads, &observer)
    report(heads.site(.drive), drive, positions, e, &observer)
    if let states { report(heads.site(.state), states, positions, heads.states * e, &observer) }
    report(heads.site(.y), y, positions, e, &observer)
  }

  /// Reports what `mixer` makes of its recurrence.
  func reportOutputs<O: Observer>(_ mixer: PackedMixer, positions: Int, to observer: inout O) {
    let e = mixer.channels
    report(.mixer(layer: mixer.layer, .gated), gated, positions, e, &observer)
    if case .heads = mixer.recurrence {
      report(.mixer(layer: mixer.layer, .normalized), normalized, positions, e, &observer)
    }
    if mixer.rotation != nil {
      report(.mixer(layer: mixer.layer, .rotated), rotated, positions, e, &observer)
    }
  }

  private func report<O: Observer>(
    _ site: Site, _ buffer: FloatBuffer, _ positions: Int, _ width: Int, _ observer: inout O
  ) {
    observer.observe(
      site, values: UnsafeBufferPointer(start: buffer.pointer, count: positions * width),
      width: width)
  }
}
