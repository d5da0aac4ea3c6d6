import Calibration
import FloatReference
import Model

/// KLT-enhanced rotation of the low-rank input of `dt_proj` (MambaQuant, section 4.1).
///
///     dtProj (xProj_dt x) = (dtProj R) (Rᵀ xProj_dt x),    R = K H
struct RotateTimeStep: Transform {
  var name: String { "rotate dt" }

  func needs(_ model: Model) -> MeasurementNeeds {
    MeasurementNeeds(moments: model.mixers.map { [.mixer(layer: $0.layer, .dtLow)] })
  }

  func run(_ model: Model, _ activations: Activations) throws -> Model {
    var model = model
    try model.changeMixers { mixer in
      let moment = try activations.moment([.mixer(layer: mixer.layer, .dtLow)])
      let rotation = Rotation.karhunenLoeve(moment)
      rotation.foldOutput(&mixer.xProj.tensor)
      rotation.foldInput(&mixer.dtProj.tensor)
    }
    return model
  }
}
