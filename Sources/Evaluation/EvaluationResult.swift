/// What an evaluation found. A figure is nil where the data or a reference for it is missing,
/// or where it is no finite number.
package struct EvaluationResult: Hashable, Sendable, Encodable {
  /// Mean negative log-likelihood of the next token or of the label, in nats.
  package var floatNLL: Double?
  package var integerNLL: Double?
  /// `exp` of the NLL; of language models only.
  package var floatPerplexity: Double?
  package var integerPerplexity: Double?
  /// Share of next tokens or labels that are the likeliest class.
  package var floatAccuracy: Double?
  package var integerAccuracy: Double?
  /// Labels that are not the likeliest class; of classifiers only.
  package var floatErrors: Int?
  package var integerErrors: Int?
  /// Share of rows where float and integer have the same likeliest class. Rows are all
  /// positions of a language model, or the sequences of a classifier.
  package var agreement: Double?
  /// Mean KL(float || integer) over the rows, in nats.
  package var kl: Double?
  /// Positions in all sequences.
  package var positions: Int
  package var sequences: Int
  /// Nil where sequences were evaluated whole: how many windows there were, the tokens of each,
  /// those from one to the next, and those that were predicted.
  package private(set) var windows: Int?
  package private(set) var windowLength: Int?
  package private(set) var windowStride: Int?
  package private(set) var windowTokens: Int?
  /// Of a classifier with labels and at most 1024 classes: [true class][class that the program
  /// chose], in sequences.
  package var confusion: [[Int]]?
  /// By position, of language models only; ranges without a next token are left out. Not
  /// encoded.
  package var positionBins: [PositionBin] = []
  /// Rows whose true class is known. Not encoded.
  private var targets = 0

  private enum CodingKeys: String, CodingKey {
    case floatNLL = "float.nll"
    case integerNLL = "integer.nll"
    case floatPerplexity = "float.perplexity"
    case integerPerplexity = "integer.perplexity"
    case floatAccuracy = "float.accuracy"
    case integerAccuracy = "integer.accuracy"
    case floatErrors = "float.errors"
    case integerErrors = "integer.errors"
    case agreement, kl, positions, sequences, confusion
    case windows = "window.count"
    case windowLength = "window.length"
    case windowStride = "window.stride"
    case windowTokens = "window.tokens"
  }

  init(
    _ byPosition: PositionTally, hasReference: Bool, isClassifier: Bool, positions: Int,
    sequences: Int
  ) {
    let tally = byPosition.total
    self.positions = positions
    self.sequences = sequences
    targets = tally.targets
    if tally.targets > 0 {
      integerNLL = Self.mean(tally.integer.negativeLogLikelihood, tally.targets)
      integerAccuracy = Self.mean(Double(tally.integer.correct), tally.targets)
      integerErrors = isClassifier ? tally.targets - tally.integer.correct : nil
    }
    if hasReference, tally.targets > 0 {
      floatNLL = Self.mean(tally.float.negativeLogLikelihood, tally.targets)
      floatAccuracy = Self.mean(Double(tally.float.correct), tally.targets)
      floatErrors = isClassifier ? tally.targets - tally.float.correct : nil
    }
    if !isClassifier {
      floatPerplexity = floatNLL.flatMap { Self.finite(PortableFunction.exp($0)) }
      integerPerplexity = integerNLL.flatMap { Self.finite(PortableFunction.exp($0)) }
      positionBins = byPosition.bins.enumerated().filter { $0.element.targets > 0 }.map {
        PositionBin($1, positions: PositionTally.range(of: $0), hasReference: hasReference)
      }
    }
    if hasReference, tally.rows > 0 {
      agreement = Self.mean(Double(tally.agreeing), tally.rows)
      kl = Self.mean(tally.divergence, tally.rows)
    }
  }

  /// States the windows that the figures come from.
  mutating func describe(_ windowing: Windowing, windows: Int) {
    self.windows = windows
    windowLength = windowing.length
    windowStride = windowing.stride
    windowTokens = targets
  }

  private static func mean(_ sum: Double, _ count: Int) -> Double? {
    finite(sum / Double(count))
  }

  private static func finite(_ x: Double) -> Double? { x.isFinite ? x : nil }
}
