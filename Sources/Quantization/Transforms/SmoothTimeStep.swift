import Calibration
import FloatReference
import Model

/// Smooths the low-rank input of `dt_proj`, which has one scale.
///
///     dtProj (xProj_dt x) = (dtProj diag(s)) (diag(1 / s) xProj_dt x)
///
/// Branches that normalise dt are left alone: a norm without weights does not commute with
/// factors for each channel, only with the rotation that follows.
///
/// It also evens out the columns of `dt_proj`, whose rows have one scale each.
///
/// The other smoothings of MambaQuant need no transform here. The input of the convolution has
/// an int8 scale for each channel, and so have its taps. B, C and the state are int16 with
/// scales `drive[e] * b[n]` for the state and `1 / b[n]` for C, which is the smoothing of B and
/// C over the states and of the state over the channels in one.
struct SmoothTimeStep: Transform {
  var name: String { "smooth dt" }

  func needs(_ model: Model) -> MeasurementNeeds { MeasurementNeeds(statistics: true) }

  func run(_ model: Model, _ activations: Activations) throws -> Model {
    var model = model
    try model.changeMixers { mixer in
      for direction in mixer.directions where mixer[direction].normEpsilon == nil {
        let factors = SmoothingFactors(
          activation: try activations.channelMaximum(
            .branch(layer: mixer.layer, direction, .dtLow)),
          weight: mixer[direction].dtProj.tensor.columnMaximum)
        mixer[direction].xProj.tensor.scaleRows(by: factors.inverse)
        mixer[direction].dtProj.tensor.scaleColumns(by: factors.values)
      }
    }
    return model
  }
}
