import Foundation
import Model

/// A mixer's weights laid out for evaluation.
struct PackedMixer: Sendable {
  let layer: Int
  let input: Int
  let output: Int
  let channels: Int
  let states: Int
  let kernel: Int
  let x: PackedLinear
  let z: PackedLinear
  let dtLow: PackedLinear
  let b: PackedLinear
  let c: PackedLinear
  let dt: PackedLinear
  let out: PackedLinear
  /// [kernel, E] with slack.
  let taps: [Float]
  /// [E] with slack.
  let tapBias: [Float]
  /// `A * log2(e)`, lane after lane: [ceil(E / 8), N, 8].
  let decay: [Float]
  /// [E] with slack.
  let skip: [Float]
  let rotation: Hadamard?
  /// [E] with slack.
  let xScale: [Float]?
  /// [E] with slack.
  let gateScale: [Float]?

  init(_ mixer: Mixer) {
    let (e, n, r) = (mixer.channels, mixer.states, mixer.timeStepRank)
    layer = mixer.layer
    input = mixer.input.index
    output = mixer.output.index
    channels = e
    states = n
    kernel = mixer.kernel
    x = PackedLinear(weight: mixer.inProj, bias: mixer.inProjBias, rows: 0..<e)
    z = PackedLinear(weight: mixer.inProj, bias: mixer.inProjBias, rows: e..<2 * e)
    dtLow = PackedLinear(weight: mixer.xProj, bias: nil, rows: 0..<r)
    b = PackedLinear(weight: mixer.xProj, bias: nil, rows: r..<r + n)
    c = PackedLinear(weight: mixer.xProj, bias: nil, rows: r + n..<r + 2 * n)
    dt = PackedLinear(weight: mixer.dtProj, bias: mixer.dtProjBias)
    out = PackedLinear(weight: mixer.outProj, bias: mixer.outProjBias)
    rotation = mixer.rotation

    let slack = [Float](repeating: 0, count: laneSlack)
    let convolution = mixer.convolution.tensor.values
    var taps: [Float] = []
    for tap in 0..<kernel { taps += (0..<e).map { convolution[$0 * mixer.kernel + tap] } }
    self.taps = taps + slack
    tapBias = (mixer.convolutionBias?.tensor.values ?? Array(repeating: 0, count: e)) + slack
    skip = mixer.d.tensor.values + slack
    xScale = mixer.xScale.map { $0 + slack }
    gateScale = mixer.gateScale.map { $0 + slack }

    let width = Lanes.scalarCount
    var decay = [Float](repeating: 0, count: (e + width - 1) / width * n * width)
    for channel in 0..<e {
      for state in 0..<n {
        decay[(channel / width * n + state) * width + channel % width] =
          Float(-Foundation.exp(Double(mixer.aLog.tensor.values[channel * n + state])) / log(2))
      }
    }
    self.decay = decay
  }
}
