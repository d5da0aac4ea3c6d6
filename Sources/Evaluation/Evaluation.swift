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
  /// - Parameters:
  ///   - windowing: Cuts the sequences of a language model; nil leaves them whole.
  ///   - progress: Called with (positions done, positions in all), of all windows together; an
  ///     image counts as one.
  package static func run(
    reference: FloatReference?, program: Interpreter, data: DataSet,
    windowing: Windowing? = nil, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(EvaluationError) -> EvaluationResult {
    let sequences = try data.integerSequences(for: program.program.input)
    guard !sequences.isEmpty else { throw .noSequences }
    let windows = try windowing?.windows(of: data) ?? Window.all(of: data.sequences)
    let counter = PositionCounter(
      total: windows.reduce(0) { $0 + $1.positions.count }, report: progress)
    if let reference { try check(reference, against: program) }
    let isClassifier = program.program.isClassifier
    let labels = isClassifier ? data.labels : nil
    if let labels {
      try check(labels, sequences: sequences.count, classes: program.classes)
    }
    let outcomes = try concurrentMap(count: windows.count) {
      (index) throws(EvaluationError) in
      let window = windows[index]
      let comparison = SequenceComparison(
        program: program, reference: reference,
        integer: sequences[window.sequence].part(window),
        float: data.sequences[window.sequence].part(window), window: window,
        label: labels?[window.sequence], advance: counter.add)
      do {
        let result = try comparison.run()
        return (tally: result.tally, choice: result.choice)
      } catch {
        throw .sequence(window.sequence, reason: String(describing: error))
      }
    }
    var result = EvaluationResult(
      outcomes.reduce(into: PositionTally()) { $0 += $1.tally },
      hasReference: reference != nil, isClassifier: isClassifier,
      positions: windows.reduce(0) { $0 + $1.rows.count },
      sequences: Set(windows.map(\.sequence)).count)
    result.confusion = labels.flatMap {
      confusion(labels: $0, choices: outcomes.map(\.choice), classes: program.classes)
    }
    if let windowing { result.describe(windowing, windows: windows.count) }
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
