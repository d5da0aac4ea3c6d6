package import Model

/// One sequence of a data set.
package enum FloatSequence: Hashable, Sendable {
  case tokens([Int32])
  /// Row-major [positions, width].
  case frames([Float])

  /// Number of positions as `input` reads them.
  ///
  /// - Throws: where the sequence is not what `input` reads.
  func positions(for input: ModelInput) throws(FloatReferenceError) -> Int {
    switch (self, input) {
    case (.tokens(let tokens), .token(let vocabulary)):
      for (position, token) in tokens.enumerated() where !(0..<vocabulary).contains(Int(token)) {
        throw .tokenOutOfRange(token: token, position: position, vocabulary: vocabulary)
      }
      return tokens.count
    case (.frames(let frames), .frame(let width, _)):
      guard frames.count % width == 0 else {
        throw .incompleteFrame(floats: frames.count, width: width)
      }
      guard !frames.isEmpty else { throw .emptySequence }
      return frames.count / width
    case (.tokens, .frame(let width, _)):
      throw .tokensForFrames(width: width)
    case (.frames, .token(let vocabulary)):
      throw .framesForTokens(vocabulary: vocabulary)
    }
  }
}

extension Sequences {
  /// The sequence at `index`.
  package subscript(index: Int) -> FloatSequence {
    switch self {
    case .tokens(let sequences): .tokens(sequences[index])
    case .frames(let sequences, _): .frames(sequences[index])
    }
  }
}
