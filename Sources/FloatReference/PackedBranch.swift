import Foundation
import Model

/// The weights of one direction of a mixer laid out for evaluation.
struct PackedBranch: Sendable {
  let layer: Int
  let direction: Direction
  let channels: Int
  let states: Int
  let convolution: PackedConvolution
  let dtLow: PackedLinear
  let b: PackedLinear
  let c: PackedLinear
  let dt: PackedLinear
  /// `A * log2(e)`, lane after lane: [ceil(E / 8), N, 8].
  let decay: [Float]
  /// [E] with slack.
  let skip: [Float]
  /// [E] with slack.
  let xScale: [Float]?
  /// Of the norms of dt, B and C.
  let normEpsilon: Double?

  init(_ branch: Branch, layer: Int, _ direction: Direction) {
    let (e, n, r) = (branch.channels, branch.states, branch.timeStepRank)
    self.layer = layer
    self.direction = direction
    channels = e
    states = n
    convolution = PackedConvolution(branch.convolution, bias: branch.convolutionBias)
    dtLow = PackedLinear(weight: branch.xProj, bias: nil, rows: 0..<r)
    b = PackedLinear(weight: branch.xProj, bias: nil, rows: r..<r + n)
    c = PackedLinear(weight: branch.xProj, bias: nil, rows: r + n..<r + 2 * n)
    dt = PackedLinear(weight: branch.dtProj, bias: branch.dtProjBias)

    let slack = [Float](repeating: 0, count: laneSlack)
    skip = branch.d.tensor.values + slack
    xScale = branch.xScale.map { $0 + slack }
    normEpsilon = branch.normEpsilon

    let width = Lanes.scalarCount
    let rates = branch.aLog.tensor.values
    var decay = [Float](repeating: 0, count: (e + width - 1) / width * n * width)
    for channel in 0..<e {
      for state in 0..<n {
        decay[(channel / width * n + state) * width + channel % width] =
          Float(-Foundation.exp(Double(rates[channel * n + state])) / log(2))
      }
    }
    self.decay = decay
  }

  /// A tensor of the branch.
  func site(_ site: MixerSite) -> Site { .branch(layer: layer, direction, site) }
}
