/// Perplexity over a range of positions in the sequences of a language model.
package struct PositionBin: Hashable, Sendable {
  package var first: Int
  /// Inclusive, and beyond the longest sequence in the last bin.
  package var last: Int
  /// Tokens that were predicted from these positions, in all sequences; at least 1.
  package var targets: Int
  /// Nil without a reference, or where it is no finite number.
  package var floatPerplexity: Double?
  package var integerPerplexity: Double?

  /// Integer over float perplexity.
  package var ratio: Double? {
    guard let integerPerplexity, let floatPerplexity else { return nil }
    return integerPerplexity / floatPerplexity
  }

  init(_ tally: Tally, positions: ClosedRange<Int>, hasReference: Bool) {
    first = positions.lowerBound
    last = positions.upperBound
    targets = tally.targets
    floatPerplexity = hasReference ? Self.perplexity(tally.float, tally.targets) : nil
    integerPerplexity = Self.perplexity(tally.integer, tally.targets)
  }

  private static func perplexity(_ score: Tally.Score, _ targets: Int) -> Double? {
    let perplexity = PortableFunction.exp(score.negativeLogLikelihood / Double(targets))
    return perplexity.isFinite ? perplexity : nil
  }
}
