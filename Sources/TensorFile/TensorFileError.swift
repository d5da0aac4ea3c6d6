/// Why a file could not be read or written.
package enum TensorFileError: Error, Hashable, CustomStringConvertible {
  case cannotRead(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  case invalidJSON(path: String, offset: Int, JSONProblem)
  /// Fewer bytes than the length of the header takes.
  case noHeader(path: String, size: Int)
  case headerTooLong(path: String, length: UInt64, limit: Int)
  case headerBeyondEnd(path: String, length: Int, size: Int)
  case headerNotObject(path: String)
  case invalidMetadata(path: String)
  case invalidEntry(path: String, tensor: String, EntryProblem)
  /// The tensors do not fill the data from one end to the other.
  case gapOrOverlap(path: String, tensor: String, start: Int, expected: Int)
  case wrongDataSize(path: String, described: Int, size: Int)
  case noTensor(path: String, tensor: String)
  case wrongType(path: String, tensor: String, type: TensorType, expected: String)
  case outOfRange(path: String, tensor: String, index: Int, value: Int64)

  /// What is wrong with one tensor's part of the header.
  package enum EntryProblem: Hashable, Sendable, CustomStringConvertible {
    case malformed
    case unknownType(String)
    case shapeTooLarge([Int])
    case invalidOffsets(start: Int, end: Int)
    case wrongByteCount(Int, type: TensorType, shape: [Int])

    package var description: String {
      switch self {
      case .malformed:
        "needs 'dtype' (a string), 'shape' (integers >= 0) and 'data_offsets' (two integers >= 0)"
      case .unknownType(let type):
        "has the unknown type '\(type)'; convert it to one of "
          + TensorType.allCases.map(\.rawValue).joined(separator: ", ")
      case .shapeTooLarge(let shape):
        "has the shape \(shape), which is more than memory can address"
      case .invalidOffsets(let start, let end):
        "has data_offsets [\(start), \(end)], which end before they start"
      case .wrongByteCount(let count, let type, let shape):
        "takes \(count) bytes, which does not fit its type \(type.rawValue) and shape \(shape)"
      }
    }
  }

  package var description: String {
    switch self {
    case .cannotRead(let path, let reason):
      "cannot read '\(path)': \(reason)"
    case .cannotWrite(let path, let reason):
      "cannot write '\(path)': \(reason)"
    case .invalidJSON(let path, let offset, let problem):
      "'\(path)' holds invalid JSON at byte \(offset): \(problem)"
    case .noHeader(let path, let size):
      "'\(path)' is no safetensors file: it has \(size) bytes and the header's length takes 8"
    case .headerTooLong(let path, let length, let limit):
      "'\(path)' is no safetensors file: its header would take \(length) bytes, "
        + "the limit is \(limit)"
    case .headerBeyondEnd(let path, let length, let size):
      "'\(path)' is truncated: its header takes \(length) bytes and the file has \(size)"
    case .headerNotObject(let path):
      "'\(path)' is no safetensors file: its header is no JSON object"
    case .invalidMetadata(let path):
      "'\(path)': '__metadata__' must map strings to strings"
    case .invalidEntry(let path, let tensor, let problem):
      "'\(path)': tensor '\(tensor)' \(problem)"
    case .gapOrOverlap(let path, let tensor, let start, let expected):
      "'\(path)': tensor '\(tensor)' starts at data byte \(start) where the one before it ends "
        + "at \(expected); tensors must neither overlap nor leave gaps"
    case .wrongDataSize(let path, let described, let size):
      "'\(path)' is truncated or damaged: its header describes \(described) bytes of data "
        + "and the file has \(size)"
    case .noTensor(let path, let tensor):
      "'\(path)' has no tensor '\(tensor)'"
    case .wrongType(let path, let tensor, let type, let expected):
      "'\(path)': tensor '\(tensor)' has type \(type.rawValue), expected \(expected)"
    case .outOfRange(let path, let tensor, let index, let value):
      "'\(path)': tensor '\(tensor)' holds \(value) at element \(index), "
        + "which does not fit in 32 bits"
    }
  }
}
