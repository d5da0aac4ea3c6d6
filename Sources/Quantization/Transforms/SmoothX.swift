import Calibration
import FloatReference
import Model

/// Smooths the copy of x that `x_proj` reads.
///
///     xProj x = (xProj diag(s)) (x / s)
///
/// In integers the int8 copy of x has a factor for each channel anyway. The scan reads the
/// 16-bit x, which needs no smoothing.
struct SmoothX: Transform {
  var name: String { "smooth x" }

  func needs(_ model: Model) -> MeasurementNeeds { MeasurementNeeds(statistics: true) }

  func run(_ model: Model, _ activations: Activations) throws -> Model {
    var model = model
    try model.changeMixers { mixer in
      let site: MixerSite = mixer.xScale == nil ? .x : .xSmoothed
      let factors = SmoothingFactors(
        activation: try activations.channelMaximum(.mixer(layer: mixer.layer, site)),
        weight: mixer.xProj.tensor.columnMaximum)
      mixer.xProj.tensor.scaleColumns(by: factors.values)
      let before = mixer.xScale ?? Array(repeating: 1, count: mixer.channels)
      mixer.xScale = zip(before, factors.inverse).map { $0 * $1 }
    }
    return model
  }
}
