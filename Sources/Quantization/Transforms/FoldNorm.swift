import Calibration
import Model

/// Moves the weights of RMS norms into the matrices that read them; they become ones.
///
///     W (g * n) = (W diag(g)) n
///
/// What a norm amplifies is then an amplified column of weights, which has a scale for each
/// row, not an outlier channel of activations, which have one scale. Norms that anything but
/// mixers and linears reads (through mean pools, which commute) stay as they are, and so do norms
/// with one weight for all channels, which are factors of an activation's scale. A head that
/// was tied to the embedding becomes a matrix of its own, where ``TieHead`` does not keep it. The
/// norm behind the gate of Mamba-2 moves into `out_proj`.
struct FoldNorm: Transform {
  var name: String { "fold norms" }

  func needs(_ model: Model) -> MeasurementNeeds { MeasurementNeeds() }

  func run(_ model: Model, _ activations: Activations) -> Model {
    var model = model
    for norm in model.norms where !norm.weight.tensor.isUniform {
      guard let readers = model.matrixReaders(of: norm.output) else { continue }
      model.scaleColumns(of: readers, by: norm.weight.tensor.values)
      model.setNormWeight(
        of: norm.output, to: Array(repeating: 1, count: norm.weight.tensor.values.count))
    }
    model.changeMixers { mixer in
      // A rotation between the norm behind the gate and the matrix would see the weights.
      guard var heads = mixer.heads, mixer.rotation == nil else { return }
      mixer.outProj.tensor.scaleColumns(by: heads.norm.tensor.values)
      heads.norm.tensor.values = Array(repeating: 1, count: heads.channels)
      mixer.heads = heads
    }
    return model
  }
}
