import Model

/// Who reads a value, and changes to the readers.
extension Model {
  /// All norms, in the order of evaluation.
  var norms: [RMSNorm] {
    (body + readout).compactMap { if case .rmsNorm(let norm) = $0 { norm } else { nil } }
  }

  /// All mixers, in the order of evaluation.
  var mixers: [Mixer] {
    body.compactMap { if case .mixer(let mixer) = $0 { mixer } else { nil } }
  }

  /// Inputs of the mixers and linears that read `value`, itself or through mean pools; nil if
  /// anything else reads it or nothing does.
  func matrixReaders(of value: ValueID) -> Set<ValueID>? {
    guard value != logits else { return nil }
    var inputs: Set<ValueID> = []
    for operation in body + readout {
      switch operation {
      case .linear(let linear) where linear.input == value: inputs.insert(value)
      case .mixer(let mixer) where mixer.input == value: inputs.insert(value)
      case .meanPool(let pool) where pool.input == value:
        guard let behind = matrixReaders(of: pool.output) else { return nil }
        inputs.formUnion(behind)
      case .rmsNorm(let norm) where norm.input == value: return nil
      case .add(let add) where add.left == value || add.right == value: return nil
      case .position(let position) where position.input == value: return nil
      default: break
      }
    }
    return inputs.isEmpty ? nil : inputs
  }

  /// Applies `change` to every operation.
  mutating func changeOperations(_ change: (inout Operation) -> Void) {
    for index in body.indices { change(&body[index]) }
    for index in readout.indices { change(&readout[index]) }
  }

  /// Applies `change` to every mixer.
  mutating func changeMixers<Failure: Error>(
    _ change: (inout Mixer) throws(Failure) -> Void
  ) throws(Failure) {
    for index in body.indices {
      guard case .mixer(var mixer) = body[index] else { continue }
      try change(&mixer)
      body[index] = .mixer(mixer)
    }
  }

  /// Multiplies column i of every matrix that reads one of `inputs` by `factors[i]`.
  mutating func scaleColumns(of inputs: Set<ValueID>, by factors: [Float]) {
    changeOperations { operation in
      switch operation {
      case .linear(var linear) where inputs.contains(linear.input):
        linear.weight.tensor.scaleColumns(by: factors)
        operation = .linear(linear)
      case .mixer(var mixer) where inputs.contains(mixer.input):
        mixer.inProj.tensor.scaleColumns(by: factors)
        operation = .mixer(mixer)
      default: break
      }
    }
  }

  mutating func setNormWeight(of output: ValueID, to weight: [Float]) {
    changeOperations { operation in
      guard case .rmsNorm(var norm) = operation, norm.output == output else { return }
      norm.weight.tensor.values = weight
      operation = .rmsNorm(norm)
    }
  }
}

extension Tensor {
  /// True if all elements are equal.
  var isUniform: Bool {
    let values = values
    return values.allSatisfy { $0 == values.first }
  }

  /// Multiplies column i of a matrix by `factors[i]`.
  mutating func scaleColumns(by factors: [Float]) {
    let columns = shape[1]
    values.withUnsafeMutableBufferPointer { values in
      for i in values.indices { values[i] *= factors[i % columns] }
    }
  }

  /// Multiplies row `i` of a matrix by `factors[i]`, as far as there are factors.
  mutating func scaleRows(by factors: [Float]) {
    let columns = shape[1]
    values.withUnsafeMutableBufferPointer { values in
      for row in factors.indices {
        for column in 0..<columns { values[row * columns + column] *= factors[row] }
      }
    }
  }

  /// Largest magnitude in each column of a matrix.
  var columnMaximum: [Float] {
    var result = [Float](repeating: 0, count: shape[1])
    for (i, value) in values.enumerated() {
      result[i % result.count] = max(result[i % result.count], abs(value))
    }
    return result
  }
}
