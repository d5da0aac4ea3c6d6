import FloatReference
import Model
import Quantization

/// The activations of a mixer that Mamba-PTQ looks at for outlier channels; of a bidirectional
/// mixer those of the forward branch.
package enum OutlierSite: String, Hashable, Sendable, CaseIterable, Encodable {
  case inProj = "in_proj"
  case convolution
  case xProj = "x_proj"
  case dtProj = "dt_proj"
  /// Channels are pairs of a state index and a channel, [N, E].
  case state
  case gate
  case outProj = "out_proj"

  /// Where the activations are observed: the input of the named matrix or convolution, the state
  /// itself, z before SiLU.
  ///
  /// Nil where the mixer has no such matrix: Mamba-2 has neither `x_proj` nor `dt_proj`.
  func site(in mixer: Mixer) -> Site? {
    func inside(_ site: MixerSite) -> Site { .mixer(layer: mixer.layer, site) }
    return switch self {
    case .inProj: .value(mixer.input)
    case .convolution: inside(.convolutionInput)
    case .xProj: mixer.branch(.forward).map { inside($0.xScale == nil ? .x : .xSmoothed) }
    case .dtProj: mixer.branch(.forward).map { _ in inside(.dtLow) }
    case .state: inside(.state)
    case .gate: inside(.gate)
    case .outProj: mixer.outProjInput
    }
  }
}
