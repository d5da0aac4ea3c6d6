/// Why a sequence cannot be evaluated.
package indirect enum FloatReferenceError: Error, Hashable, Sendable, CustomStringConvertible {
  case tokenOutOfRange(token: Int32, position: Int, vocabulary: Int)
  case incompleteFrame(floats: Int, width: Int)
  case tokensForFrames(width: Int)
  case framesForTokens(vocabulary: Int)
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
    case .tokensForFrames(let width):
      "the model reads frames of \(width) floats, but the data are tokens; "
        + "use data with frames"
    case .framesForTokens(let vocabulary):
      "the model reads tokens of a vocabulary of \(vocabulary), but the data are frames; "
        + "use data with tokens"
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
