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
      for direction in mixer.directions {
        var branch = mixer[direction]
        let site: MixerSite = branch.xScale == nil ? .x : .xSmoothed
        let factors = SmoothingFactors(
          activation: try activations.channelMaximum(
            .branch(layer: mixer.layer, direction, site)),
          weight: branch.xProj.tensor.columnMaximum)
        branch.xProj.tensor.scaleColumns(by: factors.values)
        let before = branch.xScale ?? Array(repeating: 1, count: mixer.channels)
        branch.xScale = zip(before, factors.inverse).map { $0 * $1 }
        mixer[direction] = branch
      }
    }
    return model
  }
}
