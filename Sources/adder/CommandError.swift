/// What a command finds wrong with input that is sound in itself.
enum CommandError: Error, Hashable, CustomStringConvertible {
  /// A text is asked of a graph that does not write bytes.
  case notByteLevel(path: String)
  case emptyPrompt
  case notFound(path: String)
  /// A checkpoint has no integer program yet.
  case nothingToDump(path: String)

  var description: String {
    switch self {
    case .notByteLevel(let path):
      "'\(path)' is no byte-level language model; text needs tokens 0...255"
    case .emptyPrompt:
      "the prompt is empty; give at least one byte to continue"
    case .notFound(let path):
      "'\(path)' does not exist"
    case .nothingToDump(let path):
      "'\(path)' is a checkpoint; --dump shows the program of a graph"
    }
  }
}
