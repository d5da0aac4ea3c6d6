import Calibration
import Model

/// Puts an online Hadamard transform before each `out_proj` and its inverse into the weights.
///
///     outProj y = (outProj Hᵀ / sqrt(g)) (H y / sqrt(g)),    g the size of a group
///
/// Exact in float; spreads outlier channels of the gated output over all channels
/// (QuaRot; MambaQuant, section 4). After ``SmoothGate`` it is MambaQuant's smooth-fused
/// rotation.
struct FoldRotation: Transform {
  var name: String { "rotate gated outputs" }

  func needs(_ model: Model) -> MeasurementNeeds { MeasurementNeeds() }

  func run(_ model: Model, _ activations: Activations) -> Model {
    var model = model
    model.changeMixers { mixer in
      let hadamard = Hadamard(size: mixer.channels)
      guard mixer.rotation == nil, hadamard.groupSize > 1 else { return }
      rotateRows(&mixer.outProj.tensor, by: hadamard)
      mixer.rotation = hadamard
    }
    return model
  }

  /// Each row w becomes `H w / sqrt(g)`, for (w Hᵀ)ᵀ = H wᵀ.
  private func rotateRows(_ weight: inout Tensor, by hadamard: Hadamard) {
    let factor = 1 / Float(hadamard.groupSize).squareRoot()
    weight.values.withUnsafeMutableBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: hadamard.size) {
        let row = UnsafeMutableBufferPointer(rebasing: values[start..<start + hadamard.size])
        hadamard.apply(row)
        for i in row.indices { row[i] *= factor }
      }
    }
  }
}
