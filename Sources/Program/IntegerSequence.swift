/// One input sequence of the integer program.
package enum IntegerSequence: Hashable, Sendable {
  /// One token for each position.
  case tokens([Int32])
  /// Row-major [positions, width]; `width` is that of ``ProgramInput``.
  case frames([Int16])

  /// Number of positions.
  /// - Precondition: The case is that of `input`, and frames are whole.
  package func positions(for input: ProgramInput) -> Int {
    switch (self, input) {
    case (.tokens(let tokens), .token): return tokens.count
    case (.frames(let values), .frame(let width, _, _)):
      precondition(values.count.isMultiple(of: width), "the last frame is not whole")
      return values.count / width
    default: preconditionFailure("the sequence does not suit the program's input")
    }
  }
}
