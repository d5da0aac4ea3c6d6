import Model

/// A mixer's weights laid out for evaluation.
struct PackedMixer: Sendable {
  let layer: Int
  let input: Int
  let output: Int
  let channels: Int
  let x: PackedLinear
  let z: PackedLinear
  /// The forward branch, then the backward one where the mixer has it.
  let branches: [PackedBranch]
  let out: PackedLinear
  let rotation: Hadamard?
  /// [E] with slack.
  let gateScale: [Float]?

  init(_ mixer: Mixer) {
    let e = mixer.channels
    layer = mixer.layer
    input = mixer.input.index
    output = mixer.output.index
    channels = e
    x = PackedLinear(weight: mixer.inProj, bias: mixer.inProjBias, rows: 0..<e)
    z = PackedLinear(weight: mixer.inProj, bias: mixer.inProjBias, rows: e..<2 * e)
    branches = mixer.directions.map { PackedBranch(mixer[$0], layer: mixer.layer, $0) }
    out = PackedLinear(weight: mixer.outProj, bias: mixer.outProjBias)
    rotation = mixer.rotation
    gateScale = mixer.gateScale.map { $0 + [Float](repeating: 0, count: laneSlack) }
  }
}
