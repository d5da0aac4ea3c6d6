package import Model

/// One sequence of a data set.
package enum FloatSequence: Hashable, Sendable {
  case tokens([Int32])
  /// Row-major [positions, width].
  case frames([Float])
  /// The bytes of an image, in the order that the model states.
  case image([UInt8])

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
    case (.image(let pixels), .image(let image)):
      guard pixels.count == image.count else {
        throw .imageSize(bytes: pixels.count, expected: image.count)
      }
      return image.positions
    case (_, .frame(let width, _)):
      throw .needsFrames(width: width)
    case (_, .token(let vocabulary)):
      throw .needsTokens(vocabulary: vocabulary)
    case (_, .image(let image)):
      throw .needsImages(bytes: image.count)
    }
  }
}

extension Sequences {
  /// The sequence at `index`.
  package subscript(index: Int) -> FloatSequence {
    switch self {
    case .tokens(let sequences): .tokens(sequences[index])
    case .frames(let sequences, _): .frames(sequences[index])
    case .images(let images): .image(images[index])
    }
  }
}
