import Model

/// Consecutive operations of a language model, whose weights are laid out together.
struct ModelPart {
  let operations: [Operation]
  /// Values that it reads and earlier parts have written.
  var inputs: [ValueID] = []
  /// Values that it writes and later parts read.
  var outputs: [ValueID] = []

  /// The parts of a model, in the order of evaluation.
  ///
  /// - Parameter elements: Weights that a part has at most, unless one operation has more.
  static func parts(of model: Model, elements: Int) -> [ModelPart] {
    var groups: [[Operation]] = []
    var filled = 0
    for operation in model.body + model.readout {
      let count = operation.weightCount
      if groups.isEmpty || filled > 0 && count > 0 && filled + count > elements {
        groups.append([])
        filled = 0
      }
      groups[groups.count - 1].append(operation)
      filled += count
    }
    var parts = groups.map { ModelPart(operations: $0) }
    var writer: [ValueID: Int] = [:]
    for (index, group) in groups.enumerated() {
      for operation in group {
        for value in operation.reads {
          guard let source = writer[value], source != index else { continue }
          if !parts[index].inputs.contains(value) { parts[index].inputs.append(value) }
          if !parts[source].outputs.contains(value) { parts[source].outputs.append(value) }
        }
        writer[operation.writes] = index
      }
    }
    return parts
  }
}

extension Operation {
  /// Elements of the matrices.
  fileprivate var weightCount: Int {
    switch self {
    case .embed(let embed): embed.weight.tensor.count
    case .position(let position): position.table.tensor.count
    case .linear(let linear): linear.weight.tensor.count
    case .mixer(let mixer): mixer.inProj.tensor.count + mixer.outProj.tensor.count
    case .rmsNorm, .add, .meanPool: 0
    }
  }

  fileprivate var reads: [ValueID] {
    switch self {
    case .embed: []
    case .position(let position): [position.input]
    case .linear(let linear): [linear.input]
    case .rmsNorm(let norm): [norm.input]
    case .mixer(let mixer): [mixer.input]
    case .add(let add): [add.left, add.right]
    case .meanPool(let pool): [pool.input]
    }
  }

  fileprivate var writes: ValueID {
    switch self {
    case .embed(let embed): embed.output
    case .position(let position): position.output
    case .linear(let linear): linear.output
    case .rmsNorm(let norm): norm.output
    case .mixer(let mixer): mixer.output
    case .add(let add): add.output
    case .meanPool(let pool): pool.output
    }
  }
}
