/// What a change of the float model costs. A figure that is no finite number is nil.
package struct ChangeCost: Hashable, Sendable, Encodable {
  /// Mean KL(float || changed), in nats.
  package var kl: Double?
  /// Growth of the mean negative log-likelihood, in nats; nil where no true class is known.
  package var nllIncrease: Double?
  /// Share of rows with the same likeliest class.
  package var agreement: Double

  private enum CodingKeys: String, CodingKey {
    case kl, agreement
    case nllIncrease = "nll.increase"
  }

  package init(kl: Double?, nllIncrease: Double? = nil, agreement: Double = 1) {
    self.kl = kl
    self.nllIncrease = nllIncrease
    self.agreement = agreement
  }

  init(_ tally: Tally) {
    let rows = Double(max(tally.rows, 1))
    kl = Self.finite(tally.divergence / rows)
    agreement = Double(tally.agreeing) / rows
    if tally.targets > 0 {
      nllIncrease = Self.finite(
        (tally.integer.negativeLogLikelihood - tally.float.negativeLogLikelihood)
          / Double(tally.targets))
    }
  }

  private static func finite(_ x: Double) -> Double? { x.isFinite ? x : nil }
}
