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
    case (.images(let images), .image(let image))
    where images.allSatisfy({ $0.count == image.count }):
      return images.map { .image($0) }
    default:
      throw .wrongInput(needed: input.summary, given: sequences.summary)
    }
  }

  /// Share of the features beyond the largest value that the program's input can hold, 0...1.
  package func clippedShare(for input: ProgramInput) -> Double {
    guard case .frame(_, let scale, let limit) = input,
      case .frames(let frames, _) = sequences
    else { return 0 }
    let bound = (Double(limit) + 0.5) * scale
    let clipped = frames.reduce(0) { $0 + $1.count { abs(Double($0)) > bound } }
    let all = frames.reduce(0) { $0 + $1.count }
    return all > 0 ? Double(clipped) / Double(all) : 0
  }
}
