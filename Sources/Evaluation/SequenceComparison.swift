import Interpreter
import Program

/// One sequence in the program, against the truth and the float logits.
struct SequenceComparison {
  let program: Interpreter
  let integer: IntegerSequence
  /// [positions, classes] of a language model, [classes] of a classifier; nil without a
  /// reference.
  let float: [Float]?
  /// True class of a classifier's sequence.
  let label: Int32?

  /// - Throws: `InterpreterError` for a wrong input, and
  ///   ``EvaluationError/differentOutputs(model:program:)``.
  func tally() throws -> Tally {
    let classes = program.classes
    let rows = program.program.isClassifier ? 1 : tokens.count
    if let float, float.count != rows * classes {
      throw EvaluationError.differentOutputs(model: float.count, program: rows * classes)
    }
    var tally = Tally()
    var row = 0
    var integerRow = Distribution(classes: classes)
    var floatRow = Distribution(classes: classes)
    let scale = program.program.logitScale
    let session = try program.makeSession()
    try session.run(integer) { block in
      for first in stride(from: 0, to: block.count, by: classes) {
        integerRow.load(block[first..<first + classes], scale: scale)
        if let float { floatRow.load(float[row * classes..<(row + 1) * classes]) }
        tally.add(
          integer: integerRow, float: float == nil ? nil : floatRow, target: target(of: row))
        row += 1
      }
    }
    return tally
  }

  private var tokens: [Int32] {
    if case .tokens(let tokens) = integer { tokens } else { [] }
  }

  /// The class that the row should predict: the label, or the next token.
  private func target(of row: Int) -> Int? {
    if program.program.isClassifier { return label.map { Int($0) } }
    return row + 1 < tokens.count ? Int(tokens[row + 1]) : nil
  }
}
