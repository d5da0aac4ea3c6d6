import Checkpoint
import Model
import TestSupport

extension CheckpointFixture {
  /// The model that a directory with this checkpoint gives.
  func load() throws -> Model {
    try withTemporaryDirectory { directory in
      try write(to: directory)
      return try Checkpoint.load(directory: directory)
    }
  }
}

extension Model {
  /// All parameters in the order of evaluation.
  var parameters: [Parameter] {
    (body + readout).flatMap { operation -> [Parameter] in
      switch operation {
      case .embed(let embed): [embed.weight]
      case .linear(let linear): [linear.weight] + [linear.bias].compactMap { $0 }
      case .rmsNorm(let norm): [norm.weight]
      case .mixer(let mixer):
        [mixer.inProj, mixer.inProjBias].compactMap { $0 }
          + mixer.directions.flatMap { mixer[$0].parameters }
          + [mixer.outProj, mixer.outProjBias].compactMap { $0 }
      case .position(let position): [position.table]
      case .add, .meanPool: []
      }
    }
  }

  /// The forward branch of each mixer.
  var branches: [Branch] {
    body.compactMap { if case .mixer(let mixer) = $0 { mixer[.forward] } else { nil } }
  }

  /// The kind of each operation, with the names of its inputs and its output.
  var outline: [String] {
    func name(_ value: ValueID) -> String { values[value.index].name }
    return (body + readout).map { operation in
      switch operation {
      case .embed(let embed): "embed -> \(name(embed.output))"
      case .position(let position):
        "position \(name(position.input)) -> \(name(position.output))"
      case .linear(let linear): "linear \(name(linear.input)) -> \(name(linear.output))"
      case .rmsNorm(let norm): "rmsNorm \(name(norm.input)) -> \(name(norm.output))"
      case .mixer(let mixer): "mixer \(name(mixer.input)) -> \(name(mixer.output))"
      case .add(let add): "add \(name(add.left)), \(name(add.right)) -> \(name(add.output))"
      case .meanPool(let pool): "meanPool \(name(pool.input)) -> \(name(pool.output))"
      }
    }
  }
}

extension Branch {
  fileprivate var parameters: [Parameter] {
    [convolution, convolutionBias, xProj, dtProj, dtProjBias, aLog, d].compactMap { $0 }
  }
}
