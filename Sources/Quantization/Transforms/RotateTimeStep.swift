import Calibration
import FloatReference
import Model

/// Rotation, KLT-enhanced or plain, of the low-rank input of `dt_proj` (MambaQuant, section 4.1).
///
///     dtProj (xProj_dt x) = (dtProj R) (Rᵀ xProj_dt x)
struct RotateTimeStep: Transform {
  let basis: RotationBasis

  var name: String { "rotate dt" }

  func needs(_ model: Model) -> MeasurementNeeds {
    guard basis == .karhunenLoeve else { return MeasurementNeeds() }
    return MeasurementNeeds(moments: model.mixers.map { [.mixer(layer: $0.layer, .dtLow)] })
  }

  func run(_ model: Model, _ activations: Activations) throws -> Model {
    var model = model
    try model.changeMixers { mixer in
      let rotation =
        switch basis {
        case .hadamard: Rotation.hadamard(size: mixer.dtProj.tensor.shape[1])
        case .karhunenLoeve:
          Rotation.karhunenLoeve(
            try activations.moment([.mixer(layer: mixer.layer, .dtLow)]))
        }
      rotation.foldOutput(&mixer.xProj.tensor)
      rotation.foldInput(&mixer.dtProj.tensor)
    }
    return model
  }
}
