import Model

/// The values that share the basis of the residual stream: sums, their operands, and what
/// norms and mean pools make of them.
///
/// In a model without sums it is what the first linear hands to the mixer.
struct ResidualStream {
  let width: Int
  let values: Set<ValueID>
  /// What mixers and the head read, in the order of evaluation: normalised copies of the
  /// stream, or the output of the first linear.
  let inputs: [ValueID]

  /// Nil if the model has no stream, or one whose basis cannot change: because a norm weighs
  /// its channels, or because the stream is the input or the output of the model.
  init?(_ model: Model) {
    var values: Set<ValueID> = []
    for case .add(let add) in model.body + model.readout {
      values.formUnion([add.left, add.right, add.output])
    }
    var inputs: [ValueID] = []
    if values.isEmpty, case .linear(let linear)? = model.body.first,
      model.matrixReaders(of: linear.output) == [linear.output]
    {
      values.insert(linear.output)
      inputs.append(linear.output)
    }
    guard let first = values.first else { return nil }
    width = model.values[first.index].width
    for operation in model.body + model.readout {
      switch operation {
      case .rmsNorm(let norm) where values.contains(norm.input):
        guard norm.weight.tensor.isUniform else { return nil }
        values.insert(norm.output)
        inputs.append(norm.output)
      case .add(let add) where inputs.last == add.left:
        // What a tied head reads in the place of the norm's output.
        inputs[inputs.count - 1] = add.output
      case .meanPool(let pool) where values.contains(pool.input):
        values.insert(pool.output)
      case .position(let position) where values.contains(position.output):
        values.insert(position.input)
      case .rmsNorm(let norm) where values.contains(norm.output): return nil
      case .meanPool(let pool) where values.contains(pool.output): return nil
      default: break
      }
    }
    if values.contains(model.logits) || inputs.isEmpty { return nil }
    if case .frame(_, let input) = model.input, values.contains(input) { return nil }
    self.values = values
    self.inputs = inputs
  }
}
