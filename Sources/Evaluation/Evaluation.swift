package import FloatReference
package import Interpreter
package import Model
import Program

/// Compares the integer program with the truth and with the float model.
package enum Evaluation {
  /// Runs all sequences, in parallel, in the program and, if given, in the reference.
  ///
  /// A language model is scored on the next token at positions 0 ..< length - 1 and compared
  /// with the reference at all positions; a classifier is scored on the labels, if there are
  /// any, and compared once for each sequence. The same data gives the same figures, however
  /// many threads run.
  ///
  /// - Parameter progress: Called with (sequences done, sequences in all).
  /// - Throws: ``EvaluationError``, `InterpreterError`, and the errors of the reference.
  package static func run(
    reference: FloatReference?, program: Interpreter, data: DataSet,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws -> EvaluationResult {
    let sequences = try data.integerSequences(for: program.program.input)
    guard !sequences.isEmpty else { throw EvaluationError.noSequences }
    let isClassifier = program.program.isClassifier
    if isClassifier, let labels = data.labels {
      try check(labels, sequences: sequences.count, classes: program.classes)
    }
    let tallies = try concurrentMap(count: sequences.count, progress: progress) { index in
      let comparison = SequenceComparison(
        program: program, integer: sequences[index],
        float: try reference?.logits(data.sequences, index),
        label: isClassifier ? data.labels?[index] : nil)
      return try comparison.tally()
    }
    return EvaluationResult(
      tallies.reduce(into: Tally(), +=), hasReference: reference != nil,
      isClassifier: isClassifier, positions: data.sequences.positions,
      sequences: sequences.count)
  }

  private static func check(
    _ labels: [Int32], sequences: Int, classes: Int
  ) throws(EvaluationError) {
    guard labels.count == sequences else {
      throw .labelCount(labels: labels.count, sequences: sequences)
    }
    for (sequence, label) in labels.enumerated() {
      guard label >= 0, Int(label) < classes else {
        throw .labelOutOfRange(label: label, sequence: sequence, classes: classes)
      }
    }
  }
}
