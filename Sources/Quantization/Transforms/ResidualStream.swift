import Model

/// The values that share the basis of the residual stream: sums, their operands, and what
/// norms and mean pools make of them.
struct ResidualStream {
  let width: Int
  let values: Set<ValueID>
  /// Normalised copies of the stream, in the order of evaluation.
  let normalized: [ValueID]

  /// Nil if the model has no stream, or one whose basis cannot change: because a norm weighs
  /// its channels, or because the stream is the input or the output of the model.
  init?(_ model: Model) {
    var values: Set<ValueID> = []
    for case .add(let add) in model.body + model.readout {
      values.formUnion([add.left, add.right, add.output])
    }
    guard let first = values.first else { return nil }
    width = model.values[first.index].width
    var normalized: [ValueID] = []
    for operation in model.body + model.readout {
      switch operation {
      case .rmsNorm(let norm) where values.contains(norm.input):
        guard norm.weight.tensor.values.allSatisfy({ $0 == 1 }) else { return nil }
        values.insert(norm.output)
        normalized.append(norm.output)
      case .meanPool(let pool) where values.contains(pool.input):
        values.insert(pool.output)
      case .rmsNorm(let norm) where values.contains(norm.output): return nil
      case .meanPool(let pool) where values.contains(pool.output): return nil
      default: break
      }
    }
    if values.contains(model.logits) || normalized.isEmpty { return nil }
    if case .frame(_, let input) = model.input, values.contains(input) { return nil }
    self.values = values
    self.normalized = normalized
  }
}
