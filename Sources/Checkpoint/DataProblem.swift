/// What is wrong with a data file.
package enum DataProblem: Hashable, Sendable, CustomStringConvertible {
  /// The model takes tokens and the file gives frames, or the other way round.
  case wrongKind(expected: String, tensors: [String])
  case wrongShape(tensor: String, shape: [Int], expected: String)
  case wrongWidth(shape: [Int], width: Int)
  case wrongLabelCount(labels: [Int], sequences: Int)
  case empty(tensor: String, shape: [Int])
  case token(Int32, sequence: Int, position: Int, vocabulary: Int)
  case byte(UInt8, offset: Int, vocabulary: Int)
  case notFinite(sequence: Int, position: Int, feature: Int, value: String)
  case negativeLabel(Int32, sequence: Int)
  case notByteLevel(vocabulary: Int)
  case notFrames
  case notImages
  case tooShort(bytes: Int, needed: Int)

  package var description: String {
    switch self {
    case .wrongKind(let expected, let tensors):
      "the model needs a tensor '\(expected)', and the file has "
        + (tensors.isEmpty ? "no tensors" : tensors.joined(separator: ", "))
    case .wrongShape(let tensor, let shape, let expected):
      "tensor '\(tensor)' has shape \(shape), expected \(expected)"
    case .wrongWidth(let shape, let width):
      "tensor 'inputs' of shape \(shape) has \(shape[2]) features in a frame, "
        + "and the model takes \(width)"
    case .wrongLabelCount(let labels, let sequences):
      labels.count == 1
        ? "tensor 'labels' has \(labels[0]) labels, and there are \(sequences) sequences"
        : "tensor 'labels' has shape \(labels), expected [\(sequences)] as there are "
          + "\(sequences) sequences"
    case .empty(let tensor, let shape):
      "tensor '\(tensor)' of shape \(shape) holds no sequence"
    case .token(let token, let sequence, let position, let vocabulary):
      "sequence \(sequence) holds token \(token) at position \(position), "
        + "outside the vocabulary 0..<\(vocabulary)"
    case .byte(let byte, let offset, let vocabulary):
      "byte \(byte) at offset \(offset) is outside the vocabulary 0..<\(vocabulary)"
    case .notFinite(let sequence, let position, let feature, let value):
      "sequence \(sequence) holds \(value) at position \(position), feature \(feature); "
        + "inputs must be finite"
    case .negativeLabel(let label, let sequence):
      "sequence \(sequence) has the label \(label); labels count from 0"
    case .notByteLevel(let vocabulary):
      "plain text serves byte-level models only, and this one has a vocabulary of \(vocabulary); "
        + "give a safetensors file with 'input_ids' int32 [n, length]"
    case .notFrames:
      "is no safetensors file, and the model takes frames; "
        + "give a safetensors file with 'inputs' float32 [n, length, width]"
    case .notImages:
      "is no safetensors file, and the model takes images; "
        + "give a safetensors file with 'inputs' uint8 [n, height, width, channels]"
    case .tooShort(let bytes, let needed):
      "is a text of \(bytes) bytes, and at least \(needed) are needed here"
    }
  }
}
