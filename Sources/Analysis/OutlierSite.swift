import FloatReference
import Model

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
  func site(in mixer: Mixer) -> Site {
    func inside(_ site: MixerSite) -> Site { .mixer(layer: mixer.layer, site) }
    return switch self {
    case .inProj: .value(mixer.input)
    case .convolution: inside(.convolutionInput)
    case .xProj: inside(mixer.forward.xScale == nil ? .x : .xSmoothed)
    case .dtProj: inside(.dtLow)
    case .state: inside(.state)
    case .gate: inside(.gate)
    case .outProj: inside(mixer.rotation == nil ? .gated : .rotated)
    }
  }
}
