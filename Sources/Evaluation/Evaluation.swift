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
  /// many threads run. Memory does not grow with the length of a language model's sequences.
  ///
  /// - Parameter progress: Called with (sequences done, sequences in all).
  package static func run(
    reference: FloatReference?, program: Interpreter, data: DataSet,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(EvaluationError) -> EvaluationResult {
    let sequences = try data.integerSequences(for: program.program.input)
    guard !sequences.isEmpty else { throw .noSequences }
    if let reference { try check(reference, against: program) }
    let isClassifier = program.program.isClassifier
    let labels = isClassifier ? data.labels : nil
    if let labels {
      try check(labels, sequences: sequences.count, classes: program.classes)
    }
    let comparisons = try concurrentMap(count: sequences.count, progress: progress) {
      (index) throws(EvaluationError) in
      let comparison = SequenceComparison(
        program: program, reference: reference, integer: sequences[index],
        float: data.sequences[index], label: labels?[index])
      do {
        return try comparison.run()
      } catch {
        throw .sequence(index, reason: String(describing: error))
      }
    }
    var result = EvaluationResult(
      comparisons.reduce(into: PositionTally()) { $0 += $1.tally },
      hasReference: reference != nil, isClassifier: isClassifier,
      positions: data.sequences.positions, sequences: sequences.count)
    result.confusion = labels.flatMap {
      confusion(labels: $0, choices: comparisons.map(\.choice), classes: program.classes)
    }
    return result
  }

  /// Classes of which a confusion matrix is made, at most: it has their square.
  private static let mostConfused = 1024

  private static func confusion(labels: [Int32], choices: [Int], classes: Int) -> [[Int]]? {
    guard classes <= mostConfused else { return nil }
    var counts = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    for (label, choice) in zip(labels, choices) { counts[Int(label)][choice] += 1 }
    return counts
  }

  private static func check(
    _ reference: FloatReference, against program: Interpreter
  ) throws(EvaluationError) {
    let ofReference = "\(reference.model.input.summary) and \(reference.classes) classes"
    let ofProgram = "\(program.program.input.summary) and \(program.classes) classes"
    guard ofReference == ofProgram else {
      throw .differentModels(reference: ofReference, program: ofProgram)
    }
  }

  static func check(
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
