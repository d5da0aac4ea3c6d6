package import Program
package import TensorFile

/// Why a graph could not be read or written.
package enum GraphFileError: Error, Hashable {
  case file(TensorFileError)
  /// A safetensors file, but no graph.
  case noGraph(path: String)
  case version(path: String, found: String, supported: Int)
  case metadata(path: String, missing: String)
  case unknownMetadata(path: String, key: String)
  case checksum(path: String, stored: String, computed: String)
  case program(path: String, GraphProblem)
  /// A tensor that `constants` does not name.
  case unlistedTensor(path: String, tensor: String)
  /// The program breaks rules of the verifier.
  case rejected(path: String, [Violation])
}

/// A field of the program's JSON that is not as it must be.
package struct GraphProblem: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case missing
    case unknownKey
    case wrongKind(found: String, expected: String)
    case outOfRange(String, ClosedRange<Int>)
    case unknownValue(String, allowed: [String])
    case unknownBuffer(String)
    case unknownConstant(String)
    case repeatedName(String)
    case noTensor(String)
    case differsFromTensor(found: String, stored: String)
  }

  /// JSON path, e.g. `body[12].scale.left`.
  package var path: String
  package var kind: Kind

  init(_ path: String, _ kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

extension GraphFileError: CustomStringConvertible {
  /// Violations that are spelled out; the number of the others follows.
  private static let shownViolations = 10

  package var description: String {
    switch self {
    case .file(let error):
      return error.description
    case .noGraph(let path):
      return """
        '\(path)' is no graph: its metadata has no "format" "\(GraphFile.format)"; make one \
        with `adder quantize`
        """
    case .version(let path, let found, let supported):
      return """
        '\(path)' has graph version '\(found)', this program reads version \(supported); \
        use a newer Adder or write the graph again
        """
    case .metadata(let path, let missing):
      return "'\(path)': the metadata has no \"\(missing)\"; write the graph again"
    case .unknownMetadata(let path, let key):
      return "'\(path)': the metadata has the unknown key \"\(key)\"; remove it"
    case .checksum(let path, let stored, let computed):
      return """
        '\(path)' is damaged: its checksum is '\(stored)', its contents have '\(computed)'; \
        copy or write the graph again
        """
    case .program(let path, let problem):
      return "'\(path)': \(problem)"
    case .unlistedTensor(let path, let tensor):
      return "'\(path)': \"constants\" does not list the tensor \"\(tensor)\"; remove it"
    case .rejected(let path, let violations):
      let shown = violations.prefix(Self.shownViolations).map { "\n  \($0)" }.joined()
      let more = violations.count - Self.shownViolations
      return "'\(path)' breaks the rules of integer programs:\(shown)"
        + (more > 0 ? "\n  and \(more) more" : "")
    }
  }
}

extension GraphProblem: CustomStringConvertible {
  package var description: String { "program.\(path) \(kind)" }
}

extension GraphProblem.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing: "is missing"
    case .unknownKey: "is no field of the format; remove it"
    case .wrongKind(let found, let expected): "is \(found), but must be \(expected)"
    case .outOfRange(let value, let range):
      "is \(value), but must be in \(range.lowerBound)...\(range.upperBound)"
    case .unknownValue(let value, let allowed):
      "is \"\(value)\", but must be one of \(allowed.joined(separator: ", "))"
    case .unknownBuffer(let name): "names the buffer \"\(name)\", which \"buffers\" does not list"
    case .unknownConstant(let name):
      "names the constant \"\(name)\", which \"constants\" does not list"
    case .repeatedName(let name): "is \"\(name)\" for the second time; rename one"
    case .noTensor(let name): "is \"\(name)\", but the file has no such tensor"
    case .differsFromTensor(let found, let stored):
      "is \(found), but the tensor has \(stored)"
    }
  }
}
