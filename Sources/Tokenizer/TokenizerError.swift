package import TensorFile

/// Why a `tokenizer.json` could not be read.
package enum TokenizerError: Error, Hashable {
  /// The file cannot be read, or is no JSON.
  case file(TensorFileError)
  case tooLarge(path: String, bytes: Int, limit: Int)
  /// The tokens together are longer than offsets of three bytes reach.
  case tokenBytes(path: String, bytes: Int, limit: Int)
  /// A part of the file, named as `model.vocab`, is absent or of another kind.
  case malformed(path: String, part: String, expected: String)
  /// The file asks for something that byte-level BPE as GPT-2 and GPT-NeoX have it is not.
  case unsupported(path: String, part: String, value: String, supported: String)
  /// An id outside 0 ..< count, so that the ids cannot be without holes.
  case idOutOfRange(path: String, token: String, id: Int, count: Int)
  case duplicateID(path: String, id: Int, first: String, second: String)
  /// The id of an added token is not the one that `tokenizers` would give it.
  case addedID(path: String, token: String, id: Int, expected: Int)
  case emptyAddedToken(path: String, id: Int)
  /// Two added tokens that are found by the same text.
  case sameAddedToken(path: String, first: Int, second: Int)
  /// A token is empty or holds a character that stands for no byte.
  case notByteLevel(path: String, token: String)
  case merge(path: String, index: Int, MergeProblem)
  /// The vocabulary lacks tokens of bytes, which the file says a token for unknowns replaces.
  case missingBytes(path: String, count: Int, unknown: String)

  /// What is wrong with one merge.
  package enum MergeProblem: Hashable, Sendable, CustomStringConvertible {
    case malformed
    case absent(String)
    case duplicate(String, String)

    package var description: String {
      switch self {
      case .malformed: "must be two tokens, as 'a b' or as [\"a\", \"b\"]"
      case .absent(let token): "names '\(token)', which is not in model.vocab"
      case .duplicate(let left, let right): "merges '\(left)' and '\(right)' once more"
      }
    }
  }
}

extension TokenizerError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .tooLarge(let path, let bytes, let limit):
      "'\(path)' is too large for a tokenizer: \(bytes) bytes, the limit is \(limit)"
    case .tokenBytes(let path, let bytes, let limit):
      "'\(path)': the tokens have \(bytes) bytes together, the limit is \(limit)"
    case .malformed(let path, let part, let expected):
      "'\(path)' is no tokenizer.json: '\(part)' must be \(expected)"
    case .unsupported(let path, let part, let value, let supported):
      "'\(path)': '\(part)' is \(value), which Adder does not support; it takes \(supported)"
    case .idOutOfRange(let path, let token, let id, let count):
      "'\(path)': token '\(token)' has the id \(id), but \(count) tokens must have the ids "
        + "0...\(count - 1)"
    case .duplicateID(let path, let id, let first, let second):
      "'\(path)': the id \(id) belongs to both '\(first)' and '\(second)'"
    case .addedID(let path, let token, let id, let expected):
      "'\(path)': the added token '\(token)' has the id \(id) where \(expected) is due; "
        + "added tokens keep the id of model.vocab or follow it in order"
    case .emptyAddedToken(let path, let id):
      "'\(path)': the added token \(id) has no content"
    case .sameAddedToken(let path, let first, let second):
      "'\(path)': the added tokens \(first) and \(second) have the same content"
    case .notByteLevel(let path, let token):
      "'\(path)': token '\(token)' is not written in the byte-level alphabet"
    case .merge(let path, let index, let problem):
      "'\(path)': model.merges[\(index)] \(problem)"
    case .missingBytes(let path, let count, let unknown):
      "'\(path)': \(count) bytes have no token, and model.unk_token is '\(unknown)'; "
        + "only a vocabulary with all bytes may name one"
    }
  }
}
