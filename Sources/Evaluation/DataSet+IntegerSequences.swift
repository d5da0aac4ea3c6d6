package import Model
package import Program

extension DataSet {
  /// The sequences as the program reads them; frames are quantized to its int16 units.
  ///
  /// - Throws: ``EvaluationError/wrongInput(needed:given:)``. Tokens are checked against the
  ///   vocabulary when they are interpreted.
  package func integerSequences(
    for input: ProgramInput
  ) throws(EvaluationError) -> [IntegerSequence] {
    switch (sequences, input) {
    case (.tokens(let sequences), .token):
      return sequences.map { .tokens($0) }
    case (.frames(let sequences, let given), .frame(let width, _, _)) where given == width:
      return sequences.map { .frames(input.quantize(frames: $0)) }
    default:
      throw .wrongInput(needed: input.summary, given: sequences.summary)
    }
  }
}
