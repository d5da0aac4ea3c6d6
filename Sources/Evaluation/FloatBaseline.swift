package import FloatReference
package import Model

/// The float model's answers to data, with which changed models are compared.
package struct FloatBaseline: Sendable {
  private let data: DataSet
  private let isClassifier: Bool
  private let classes: Int
  /// Of each sequence: [positions * classes] of a language model, [classes] of a classifier.
  private let logits: [[Float]]
  /// Mean negative log-likelihood of the next token or of the label, in nats; nil where no true
  /// class is known.
  package private(set) var nll: Double?

  /// Logits that are kept, at most: 1 GiB.
  private static let limit = 1 << 28

  /// - Parameter progress: Called with (sequences done, sequences in all).
  package init(
    _ reference: FloatReference, on data: DataSet, progress: ((Int, Int) -> Void)? = nil
  ) throws(EvaluationError) {
    guard data.sequences.count > 0 else { throw .noSequences }
    isClassifier = reference.model.isClassifier
    classes = reference.classes
    let rows = isClassifier ? data.sequences.count : data.sequences.positions
    let (count, isTooLarge) = rows.multipliedReportingOverflow(by: classes)
    guard !isTooLarge, count <= Self.limit else {
      throw .tooManyLogits(rows: rows, classes: classes, limit: Self.limit)
    }
    if let labels = data.labels, isClassifier {
      try Evaluation.check(labels, sequences: data.sequences.count, classes: classes)
    }
    self.data = data
    do throws(FloatReferenceError) {
      logits = try reference.logits(of: data.sequences, progress: progress)
    } catch {
      throw .reference(reason: error.description)
    }
    var tally = Tally()
    for index in logits.indices { tally += self.tally(logits[index], sequence: index) }
    nll = tally.targets > 0 ? tally.float.negativeLogLikelihood / Double(tally.targets) : nil
  }

  /// What it costs to evaluate `reference`, a model with the same input and classes, with its
  /// activations changed by `intervention`.
  package func cost(
    of reference: FloatReference, changedBy intervention: (any Intervention)? = nil
  ) throws(EvaluationError) -> ChangeCost {
    let tallies: [Tally]
    do throws(FloatReferenceError) {
      tallies = try reference.map(data.sequences, changedBy: intervention) {
        tally($1, sequence: $0)
      }
    } catch {
      throw .reference(reason: error.description)
    }
    return ChangeCost(tallies.reduce(into: Tally(), +=))
  }

  /// The changed model's logits take the place of the program's.
  private func tally(_ changed: [Float], sequence: Int) -> Tally {
    var tally = Tally()
    var own = Distribution(classes: classes)
    var other = Distribution(classes: classes)
    for (row, start) in stride(from: 0, to: changed.count, by: classes).enumerated() {
      own.load(logits[sequence][start..<start + classes])
      other.load(changed[start..<start + classes])
      tally.add(integer: other, float: own, target: target(sequence, row))
    }
    return tally
  }

  private func target(_ sequence: Int, _ row: Int) -> Int? {
    if isClassifier { return data.labels.map { Int($0[sequence]) } }
    guard case .tokens(let tokens) = data.sequences, row + 1 < tokens[sequence].count else {
      return nil
    }
    return Int(tokens[sequence][row + 1])
  }
}
