/// Why a sequence cannot be evaluated.
package indirect enum FloatReferenceError: Error, Hashable, Sendable, CustomStringConvertible {
  case tokenOutOfRange(token: Int32, position: Int, vocabulary: Int)
  case incompleteFrame(floats: Int, width: Int)
  /// The data are of another kind.
  case needsFrames(width: Int)
  case needsTokens(vocabulary: Int)
  case needsImages(bytes: Int)
  case imageSize(bytes: Int, expected: Int)
  case frameWidth(Int, expected: Int)
  case emptySequence
  /// An error in one sequence of a data set.
  case sequence(Int, FloatReferenceError)

  package var description: String {
    switch self {
    case .tokenOutOfRange(let token, let position, let vocabulary):
      "token \(token) at position \(position) is outside the vocabulary 0..<\(vocabulary); "
        + "use data that was tokenized for this model"
    case .incompleteFrame(let floats, let width):
      "\(floats) floats are no whole number of frames of width \(width); "
        + "give every frame all its features"
    case .needsFrames(let width):
      "the model reads frames of \(width) floats, and the data have none; "
        + "use data with frames"
    case .needsTokens(let vocabulary):
      "the model reads tokens of a vocabulary of \(vocabulary), and the data have none; "
        + "use data with tokens"
    case .needsImages(let bytes):
      "the model reads images of \(bytes) bytes, and the data have none; "
        + "use data with images of uint8"
    case .imageSize(let bytes, let expected):
      "an image has \(bytes) bytes, but the model reads images of \(expected); "
        + "use data made for this model"
    case .frameWidth(let width, let expected):
      "frames are \(width) wide, but the model reads frames of width \(expected); "
        + "use data made for this model"
    case .emptySequence:
      "a classifier has no answer to an empty sequence; give it at least one frame"
    case .sequence(let index, let error):
      "sequence \(index): \(error)"
    }
  }
}
