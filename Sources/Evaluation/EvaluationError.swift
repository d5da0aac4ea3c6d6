/// Why data cannot be evaluated.
package enum EvaluationError: Error, Hashable, Sendable {
  case noSequences
  /// Tokens were given to something that reads frames, or frames of another width.
  case wrongInput(needed: String, given: String)
  /// The float model and the program have different inputs or outputs, given in words.
  case differentModels(reference: String, program: String)
  case labelCount(labels: Int, sequences: Int)
  case labelOutOfRange(label: Int32, sequence: Int, classes: Int)
  /// The program or the reference refused a sequence.
  case sequence(Int, reason: String)
  /// The float model refused the data.
  case reference(reason: String)
  /// More logits than are kept to compare with.
  case tooManyLogits(rows: Int, classes: Int, limit: Int)
  /// Windows with more tokens together than are copied.
  case tooManyTokens(Int, limit: Int)
}

extension EvaluationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noSequences:
      "the data file holds no sequences; give one with at least one row"
    case .wrongInput(let needed, let given):
      "the program reads \(needed), but the data file holds \(given); "
        + "give the data that belongs to this model"
    case .differentModels(let reference, let program):
      "the reference has \(reference), but the program has \(program); "
        + "give the checkpoint that the graph was made from"
    case .labelCount(let labels, let sequences):
      "the data file has \(labels) labels for \(sequences) sequences; give one for each"
    case .labelOutOfRange(let label, let sequence, let classes):
      "label \(label) of sequence \(sequence) is not in 0..<\(classes); "
        + "give the data that belongs to this model"
    case .sequence(let index, let reason):
      "sequence \(index): \(reason)"
    case .reference(let reason):
      "the data do not fit the model: \(reason)"
    case .tooManyLogits(let rows, let classes, let limit):
      "\(rows) rows of \(classes) logits are more than the \(limit) logits that are kept; "
        + "use fewer sequences"
    case .tooManyTokens(let count, let limit):
      "the windows have \(count) tokens together, more than the \(limit) that the compiled C is "
        + "given; use a longer stride or fewer windows"
    }
  }
}
