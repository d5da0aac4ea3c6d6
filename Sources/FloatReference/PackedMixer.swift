import Model

/// A mixer's weights laid out for evaluation.
struct PackedMixer: Sendable {
  let layer: Int
  let input: Int
  let output: Int
  let channels: Int
  /// The input of the convolution: x, of Mamba-2 x, B and C.
  let x: PackedLinear
  let z: PackedLinear
  let recurrence: Recurrence
  let out: PackedLinear
  let rotation: Hadamard?
  /// [E] with slack.
  let gateScale: [Float]?

  /// As ``Mixer/Recurrence``.
  enum Recurrence: Sendable {
    /// The forward branch, then the backward one where the mixer has it.
    case selective([PackedBranch])
    case heads(PackedHeads)
  }

  init(_ mixer: Mixer) {
    layer = mixer.layer
    input = mixer.input.index
    output = mixer.output.index
    channels = mixer.channels
    x = PackedLinear(weight: mixer.inProj, bias: mixer.inProjBias, rows: mixer.convolutionRows)
    z = PackedLinear(weight: mixer.inProj, bias: mixer.inProjBias, rows: mixer.gateRows)
    recurrence =
      switch mixer.recurrence {
      case .selective:
        .selective(mixer.directions.map { PackedBranch(mixer[$0], layer: mixer.layer, $0) })
      case .heads(let heads): .heads(PackedHeads(heads, of: mixer))
      }
    out = PackedLinear(weight: mixer.outProj, bias: mixer.outProjBias)
    rotation = mixer.rotation
    gateScale = mixer.gateScale.map { $0 + [Float](repeating: 0, count: laneSlack) }
  }

  /// States of the recurrence, one for each branch.
  func makeStates() -> [MixerState] {
    switch recurrence {
    case .selective(let branches): branches.map(MixerState.init)
    case .heads(let heads): [MixerState(heads)]
    }
  }
}
