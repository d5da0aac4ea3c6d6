import Model

/// An operation of the model with its weights laid out for evaluation. Values are indices.
enum Stage: Sendable {
  /// [vocabulary, width]
  case embed(weight: [Float], width: Int, output: Int)
  /// [positions, width], and the positions of class tokens.
  case position(table: [Float], classRows: [Int], input: Int, output: Int)
  case linear(PackedLinear, input: Int, output: Int)
  case rmsNorm(gain: [Float], epsilon: Double, input: Int, output: Int)
  /// `state` counts the mixers.
  case mixer(PackedMixer, state: Int)
  case add(left: Int, right: Int, output: Int)
  /// `state` counts the pools.
  case meanPool(state: Int, rows: [Int]?, input: Int, output: Int)

  /// Indices of the values that it reads and writes.
  var values: [Int] {
    switch self {
    case .embed(_, _, let output): [output]
    case .position(_, _, let input, let output): [input, output]
    case .linear(_, let input, let output): [input, output]
    case .rmsNorm(_, _, let input, let output): [input, output]
    case .mixer(let mixer, _): [mixer.input, mixer.output]
    case .add(let left, let right, let output): [left, right, output]
    case .meanPool(_, _, let input, let output): [input, output]
    }
  }

  /// - Precondition: The model is valid.
  static func stages(of operations: [Operation], _ input: ModelInput) -> [Stage] {
    var mixers = 0
    var pools = 0
    return operations.map { operation in
      switch operation {
      case .embed(let embed):
        return .embed(
          weight: embed.weight.tensor.values, width: embed.weight.tensor.shape[1],
          output: embed.output.index)
      case .position(let position):
        var classRows: [Int] = []
        if case .image(let image) = input { classRows = image.classRows }
        return .position(
          table: position.table.tensor.values, classRows: classRows,
          input: position.input.index, output: position.output.index)
      case .linear(let linear):
        return .linear(
          PackedLinear(weight: linear.weight, bias: linear.bias), input: linear.input.index,
          output: linear.output.index)
      case .rmsNorm(let norm):
        return .rmsNorm(
          gain: norm.weight.tensor.values, epsilon: norm.epsilon, input: norm.input.index,
          output: norm.output.index)
      case .mixer(let mixer):
        defer { mixers += 1 }
        return .mixer(PackedMixer(mixer), state: mixers)
      case .add(let add):
        return .add(
          left: add.left.index, right: add.right.index, output: add.output.index)
      case .meanPool(let pool):
        defer { pools += 1 }
        return .meanPool(
          state: pools, rows: pool.rows, input: pool.input.index, output: pool.output.index)
      }
    }
  }
}
