package import TensorFile

/// Why a checkpoint or a data file cannot be used.
package enum CheckpointError: Error, Hashable, CustomStringConvertible {
  case noDirectory(path: String)
  case notDirectory(path: String)
  case unreadableDirectory(path: String)
  case missingConfig(directory: String)
  case missingWeights(directory: String)
  case unsupported(path: String, UnsupportedVariant)
  /// A file that is read as safetensors or JSON and is not.
  case file(TensorFileError)
  case tooLarge(path: String, size: Int, limit: Int)
  case configNotObject(path: String)
  case config(path: String, key: String, ConfigProblem)
  /// `config.json` and a tensor contradict each other.
  case conflict(path: String, key: String, value: Int, tensor: String, shape: [Int], meaning: Int)
  case tyingConflict(path: String, key: String, isTied: Bool, head: String)
  case shards(path: String, ShardProblem)
  case missingTensor(directory: String, tensor: String)
  /// `expected` is nil where only the number of dimensions is known.
  case wrongShape(tensor: String, shape: [Int], expected: [Int]?, formula: String)
  case notFinite(tensor: String, index: [Int], value: String)
  /// `tensors` lists the first few of `count`.
  case unexpectedTensors(directory: String, tensors: [String], count: Int)
  case data(path: String, DataProblem)

  package var description: String {
    switch self {
    case .noDirectory(let path):
      "'\(path)' does not exist; \(Self.advice)"
    case .notDirectory(let path):
      "'\(path)' is a file; \(Self.advice)"
    case .unreadableDirectory(let path):
      "'\(path)' cannot be listed; check its permissions"
    case .missingConfig(let directory):
      "'\(directory)' has no config.json, which says what the tensors mean; "
        + "copy it from where the model was published"
    case .missingWeights(let directory):
      "'\(directory)' has neither model.safetensors nor model.safetensors.index.json"
    case .unsupported(let path, let variant):
      "'\(path)': \(variant)"
    case .file(let error):
      error.description
    case .tooLarge(let path, let size, let limit):
      "'\(path)' has \(size) bytes, more than the \(limit) that are read"
    case .configNotObject(let path):
      "'\(path)' must hold a JSON object"
    case .config(let path, let key, let problem):
      "'\(path)': '\(key)' \(problem)"
    case .conflict(let path, let key, let value, let tensor, let shape, let meaning):
      "'\(path)': '\(key)' is \(value), but tensor '\(tensor)' of shape \(shape) means "
        + "\(meaning); correct the one that is wrong"
    case .tyingConflict(let path, let key, true, let head):
      "'\(path)': '\(key)' is true, but tensor '\(head)' differs from the embedding; "
        + "set it to false or remove the tensor"
    case .tyingConflict(let path, let key, false, let head):
      "'\(path)': '\(key)' is false, but there is no tensor '\(head)'; "
        + "set it to true if the embedding serves as head"
    case .shards(let path, let problem):
      "'\(path)': \(problem)"
    case .missingTensor(let directory, let tensor):
      "the weights in '\(directory)' have no tensor '\(tensor)'"
    case .wrongShape(let tensor, let shape, let expected?, let formula):
      "tensor '\(tensor)' has shape \(shape), expected \(expected) = \(formula)"
    case .wrongShape(let tensor, let shape, nil, let formula):
      "tensor '\(tensor)' has shape \(shape), expected \(formula)"
    case .notFinite(let tensor, let index, let value):
      "tensor '\(tensor)' holds \(value) at \(index); weights must be finite"
    case .unexpectedTensors(let directory, let tensors, let count):
      "'\(directory)' has tensors that this kind of model does not use (\(count)): "
        + tensors.joined(separator: ", ") + (tensors.count < count ? ", ..." : "")
    case .data(let path, let problem):
      "'\(path)': \(problem)"
    }
  }

  private static let advice = "give the directory that holds config.json and model.safetensors"
}

/// Runs `body`, turning its error into ``CheckpointError/file(_:)``.
func readingFile<Result>(
  _ body: () throws(TensorFileError) -> Result
) throws(CheckpointError) -> Result {
  do {
    return try body()
  } catch {
    throw .file(error)
  }
}
