import Calibration
import FloatReference
import Model

/// Rotates the residual stream: every matrix that writes it takes `Rᵀ`, every matrix that
/// reads it takes R. RMS norms without weights commute with R, so no step is added. The basis
/// of the KLT comes from the normalised inputs of all layers and of the head, which share it.
///
/// Needs ``FoldNorm`` before; leaves models as they are where ``ResidualStream`` finds no basis
/// that may change.
struct RotateResidual: Transform {
  let basis: RotationBasis

  var name: String { "rotate the residual stream" }

  func needs(_ model: Model) -> MeasurementNeeds {
    guard basis == .karhunenLoeve, let stream = ResidualStream(model) else {
      return MeasurementNeeds()
    }
    return MeasurementNeeds(moments: [sites(stream)])
  }

  func run(_ model: Model, _ activations: Activations) throws -> Model {
    guard let stream = ResidualStream(model) else { return model }
    let rotation =
      switch basis {
      case .hadamard: Rotation.hadamard(size: stream.width)
      case .karhunenLoeve: Rotation.karhunenLoeve(try activations.moment(sites(stream)))
      }
    var model = model
    var table: (before: Tensor, after: Tensor)?
    model.changeOperations { operation in
      // A tied head stays the same object as the embedding.
      if case .embed(var embed) = operation, stream.values.contains(embed.output) {
        let before = embed.weight.tensor
        rotation.foldInput(&embed.weight.tensor)
        table = (before, embed.weight.tensor)
        operation = .embed(embed)
      } else if case .linear(var linear) = operation, let table,
        stream.values.contains(linear.input), !stream.values.contains(linear.output),
        linear.weight.tensor == table.before
      {
        linear.weight.tensor = table.after
        operation = .linear(linear)
      } else {
        rotate(&operation, stream, rotation)
      }
    }
    return model
  }

  private func sites(_ stream: ResidualStream) -> [Site] { stream.inputs.map { .value($0) } }

  private func rotate(
    _ operation: inout Operation, _ stream: ResidualStream, _ rotation: Rotation
  ) {
    switch operation {
    case .position(var position) where stream.values.contains(position.output):
      rotation.foldInput(&position.table.tensor)
      operation = .position(position)
    case .linear(var linear):
      if stream.values.contains(linear.input) { rotation.foldInput(&linear.weight.tensor) }
      if stream.values.contains(linear.output) {
        rotation.foldOutput(&linear.weight.tensor)
        rotation.foldBias(&linear.bias)
      }
      operation = .linear(linear)
    case .mixer(var mixer):
      if stream.values.contains(mixer.input) { rotation.foldInput(&mixer.inProj.tensor) }
      if stream.values.contains(mixer.output) {
        rotation.foldOutput(&mixer.outProj.tensor)
        rotation.foldBias(&mixer.outProjBias)
      }
      operation = .mixer(mixer)
    default: break
    }
  }
}
