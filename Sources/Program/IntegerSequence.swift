/// One input sequence of the integer program.
package enum IntegerSequence: Hashable, Sendable {
  /// One token for each position.
  case tokens([Int32])
  /// Row-major [positions, width]; `width` is that of ``ProgramInput``.
  case frames([Int16])
  /// The bytes of an image, in the order of its ``ProgramImage/Layout``.
  case image([UInt8])

  /// Number of positions.
  /// - Precondition: The case is that of `input`, and frames are whole.
  package func positions(for input: ProgramInput) -> Int {
    switch (self, input) {
    case (.tokens(let tokens), .token): return tokens.count
    case (.frames(let values), .frame(let width, _, _)):
      precondition(values.count.isMultiple(of: width), "the last frame is not whole")
      return values.count / width
    case (.image, .image(let image)): return image.positions
    default: preconditionFailure("the sequence does not suit the program's input")
    }
  }
}
