import Foundation
import Model

/// The weights of a Mamba-2 recurrence laid out for evaluation.
struct PackedHeads: Sendable {
  let layer: Int
  let channels: Int
  let heads: Int
  let groups: Int
  let states: Int
  let convolution: PackedConvolution
  /// The dt rows of `in_proj` with `dt_bias`.
  let dt: PackedLinear
  let timeStepLimit: ClosedRange<Float>?
  /// `A * log2(e)`, [H].
  let decay: [Float]
  /// [H]
  let skip: [Float]
  /// Weight of the norm behind the gate, [G, E / G].
  let gains: [[Float]]
  let epsilon: Double

  init(_ recurrence: HeadRecurrence, of mixer: Mixer) {
    layer = mixer.layer
    channels = recurrence.channels
    heads = recurrence.heads
    groups = recurrence.groups
    states = recurrence.states
    convolution = PackedConvolution(recurrence.convolution, bias: recurrence.convolutionBias)
    dt = PackedLinear(
      weight: mixer.inProj, bias: Self.timeStepBias(recurrence, of: mixer),
      rows: mixer.timeStepRows)
    timeStepLimit = recurrence.timeStepLimit
    decay = recurrence.aLog.tensor.values.map {
      Float(-Foundation.exp(Double($0)) / log(2))
    }
    skip = recurrence.d.tensor.values
    let (norm, width) = (recurrence.norm.tensor.values, channels / groups)
    gains = (0..<groups).map { Array(norm[$0 * width..<($0 + 1) * width]) }
    epsilon = recurrence.epsilon
  }

  /// The bias of `in_proj` with `dt_bias` added in its place.
  private static func timeStepBias(_ recurrence: HeadRecurrence, of mixer: Mixer) -> Parameter {
    let rows = mixer.inProj.tensor.shape[0]
    var bias = mixer.inProjBias?.tensor.values ?? Array(repeating: 0, count: rows)
    for (row, value) in zip(mixer.timeStepRows, recurrence.dtBias.tensor.values) {
      bias[row] += value
    }
    return Parameter(
      tensor: Tensor(shape: [rows], values: bias), origin: recurrence.dtBias.origin)
  }

  /// `G N`
  var groupStates: Int { groups * states }
  /// `P`
  var headChannels: Int { channels / heads }

  func site(_ site: MixerSite) -> Site { .mixer(layer: layer, site) }
}
