import Calibration
import FloatReference
import Model

/// S-SiLU: smooths the gated output of a mixer before `out_proj` (MambaQuant, section 4.2).
///
///     outProj (y SiLU(z)) = (outProj diag(s)) (y SiLU(z) / s)
///
/// The paper keeps `1 / s` inside SiLU and the gate's weights. In integers it joins the factor
/// that brings the product to its 16-bit format, and costs nothing. In Mamba-2 a norm stands
/// between gate and matrix; there it joins the weights of that norm.
struct SmoothGate: Transform {
  var name: String { "smooth gates" }

  func needs(_ model: Model) -> MeasurementNeeds { MeasurementNeeds(statistics: true) }

  func run(_ model: Model, _ activations: Activations) throws -> Model {
    var model = model
    try model.changeMixers { mixer in
      // A rotation between gate and matrix would need the factors on its other side.
      guard mixer.rotation == nil else { return }
      let factors = SmoothingFactors(
        activation: try activations.channelMaximum(mixer.outProjInput),
        weight: mixer.outProj.tensor.columnMaximum)
      mixer.outProj.tensor.scaleColumns(by: factors.values)
      mixer.scaleOutProjInput(by: factors.inverse)
    }
    return model
  }
}

extension Mixer {
  /// Multiplies channel i of what ``outProj`` reads by `factors[i]`, where no rotation stands
  /// between.
  fileprivate mutating func scaleOutProjInput(by factors: [Float]) {
    if var heads {
      heads.norm.tensor.values = zip(heads.norm.tensor.values, factors).map { $0 * $1 }
      self.heads = heads
    } else {
      let before = gateScale ?? Array(repeating: 1, count: channels)
      gateScale = zip(before, factors).map { $0 * $1 }
    }
  }
}
