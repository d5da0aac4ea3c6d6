import Calibration
import Model

/// Keeps a head tied to the embedding although the norm before it weighs its channels.
///
///     W (g * n) = W (m + diag(g / c - 1) m),    m = c n,  c the mean magnitude of g
///
/// The norm keeps one weight for all channels, and a square matrix adds what is left of g. A
/// rotation of the residual stream turns head and embedding alike: `W diag(g) n` becomes
/// `(W R) (Rᵀ diag(g) R) (Rᵀ n)`. ``FoldNorm`` would make the head a matrix of its own instead,
/// as large as the embedding. The square matrix has no diagonal of its mean in it, which would
/// take all of the range of its integers.
///
/// Leaves models alone whose vocabulary is below ``smallestRatio`` times their width: the table
/// that they save is too small for the matrix that they take.
struct TieHead: Transform {
  /// Tokens of the vocabulary for each channel.
  static let smallestRatio = 4

  var name: String { "tie the head" }

  func needs(_ model: Model) -> MeasurementNeeds { MeasurementNeeds() }

  func run(_ model: Model, _ activations: Activations) -> Model {
    guard let (index, norm, head) = tiedHead(of: model) else { return model }
    let weight = norm.weight.tensor.values
    let mean = weight.reduce(0) { $0 + abs($1) } / Float(weight.count)
    guard mean > 0, mean.isFinite, !norm.weight.tensor.isUniform else { return model }
    var model = model
    model.setNormWeight(of: norm.output, to: weight.map { _ in mean })
    let width = weight.count
    let rest = model.addValue("norm_f.spread", width: width)
    let scaled = model.addValue("norm_f.scaled", width: width)
    var matrix = [Float](repeating: 0, count: width * width)
    for i in 0..<width { matrix[i * width + i] = weight[i] / mean - 1 }
    let spread = Linear(
      input: norm.output,
      weight: Parameter(
        tensor: Tensor(shape: [width, width], values: matrix),
        origin: Origin(
          layer: nil, module: "norm_f.spread", checkpointName: norm.weight.origin.checkpointName)),
      bias: nil, output: rest)
    var tied = head
    tied.input = scaled
    model.readout.replaceSubrange(
      index...index,
      with: [
        .linear(spread), .add(Add(left: norm.output, right: rest, output: scaled)), .linear(tied),
      ])
    return model
  }

  /// A head with the weights of the embedding, its index in the readout, and the norm that it
  /// alone reads.
  private func tiedHead(of model: Model) -> (index: Int, norm: RMSNorm, head: Linear)? {
    guard case .token(let vocabulary) = model.input, case .embed(let embed)? = model.body.first
    else { return nil }
    for (index, operation) in model.readout.enumerated() {
      guard case .linear(let head) = operation, head.bias == nil, head.output == model.logits,
        head.weight.tensor == embed.weight.tensor,
        let norm = model.norms.first(where: { $0.output == head.input }),
        model.matrixReaders(of: norm.output) == [norm.output],
        !model.mixers.contains(where: { $0.input == norm.output }),
        vocabulary >= Self.smallestRatio * norm.weight.tensor.values.count
      else { continue }
      return (index, norm, head)
    }
    return nil
  }
}

extension Model {
  fileprivate mutating func addValue(_ name: String, width: Int) -> ValueID {
    values.append(Value(name: name, width: width))
    return ValueID(values.count - 1)
  }
}
