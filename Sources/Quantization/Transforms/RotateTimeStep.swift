import Calibration
import FloatReference
import Model

/// Rotation, KLT-enhanced or plain, of the low-rank input of `dt_proj` (MambaQuant, section 4.1).
///
///     dtProj (xProj_dt x) = (dtProj R) (Rᵀ xProj_dt x)
///
/// A norm without weights between the two commutes with R, which keeps lengths.
struct RotateTimeStep: Transform {
  let basis: RotationBasis

  var name: String { "rotate dt" }

  func needs(_ model: Model) -> MeasurementNeeds {
    guard basis == .karhunenLoeve else { return MeasurementNeeds() }
    return MeasurementNeeds(
      moments: model.mixers.flatMap { mixer in mixer.directions.map { [site(mixer, $0)] } })
  }

  func run(_ model: Model, _ activations: Activations) throws -> Model {
    var model = model
    try model.changeMixers { mixer in
      for direction in mixer.directions {
        let rotation =
          switch basis {
          case .hadamard: Rotation.hadamard(size: mixer[direction].timeStepRank)
          case .karhunenLoeve:
            Rotation.karhunenLoeve(try activations.moment([site(mixer, direction)]))
          }
        rotation.foldOutput(&mixer[direction].xProj.tensor)
        rotation.foldInput(&mixer[direction].dtProj.tensor)
      }
    }
    return model
  }

  private func site(_ mixer: Mixer, _ direction: Direction) -> Site {
    .branch(layer: mixer.layer, direction, .dtLow)
  }
}
