import FixedPoint

/// Chooses the next token from logits: the reference of `adder_sampler.c`, with the same bits.
///
/// The order is that of `generate` in `transformers`: repetition penalty, temperature, top-k,
/// top-p, draw. The section "Sampling" of the arithmetic specification defines every operation.
package struct Sampler: Sendable {
  /// Q30 weight of the likeliest token.
  static let one = Int32(1) << 30

  private let settings: SamplerSettings
  private let exponent: Exponent
  private var random: SplitMix
  /// [vocabulary]
  private var isSeen: [Bool]

  /// - Parameters:
  ///   - settings: Penalty, temperature, top-k, top-p and seed.
  ///   - unit: Of the logits.
  ///   - vocabulary: Tokens are 0 ..< vocabulary; at least 1.
  package init(_ settings: SamplerSettings, unit: LogitUnit, vocabulary: Int) {
    precondition(vocabulary > 0, "there is no token to draw")
    self.settings = settings
    exponent = Exponent(unit: unit, temperature: max(1, settings.temperature))
    random = SplitMix(seed: settings.seed)
    isSeen = [Bool](repeating: false, count: vocabulary)
  }

  /// Remembers a token of the prompt or of the output for the repetition penalty.
  ///
  /// A model may read tokens that it cannot write, at or beyond the vocabulary; they are never drawn.
  package mutating func see(_ token: Int32) {
    if isSeen.indices.contains(Int(token)) { isSeen[Int(token)] = true }
  }

  /// The next token, 0 ..< vocabulary.
  ///
  /// - Parameter logits: At least [vocabulary]; later ones belong to no token.
  package mutating func draw(from logits: [Int32]) -> Int32 {
    var values = Array(logits.prefix(isSeen.count))
    precondition(values.count == isSeen.count, "each token has a logit")
    penalize(&values)
    guard settings.temperature > 0 else { return Sampler.likeliest(values) }
    weigh(&values)
    if settings.topP < SamplerSettings.one { keepTopP(&values) }
    return pick(values)
  }

  /// The lowest index of the largest value.
  private static func likeliest(_ values: [Int32]) -> Int32 {
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return Int32(best)
  }

  private func penalize(_ logits: inout [Int32]) {
    let penalty = Int64(settings.repetitionPenalty)
    guard settings.repetitionPenalty != SamplerSettings.one else { return }
    for token in logits.indices where isSeen[token] {
      let logit = Int64(logits[token])
      let changed =
        logit > 0
        ? ((logit << 16) + penalty / 2) / penalty : (logit * penalty + (1 << 15)) >> 16
      logits[token] = Int32(clamping: changed)
    }
  }

  /// Logits become weights, Q30; 0 for tokens that top-k leaves out.
  private func weigh(_ values: inout [Int32]) {
    let largest = values.max() ?? 0
    var least = Int32.min
    var room = values.count
    if settings.topK > 0, settings.topK < values.count {
      least = Sampler.threshold(values, count: settings.topK)
      room = settings.topK - values.count { $0 > least }
    }
    for token in values.indices {
      let logit = values[token]
      var isKept = logit > least
      if logit == least, room > 0 {
        room -= 1
        isKept = true
      }
      values[token] =
        isKept ? negativePower(exponent.of(UInt32(Int64(largest) - Int64(logit)))) : 0
    }
  }

  /// The largest value that at least `count` values reach.
  private static func threshold(_ values: [Int32], count: Int) -> Int32 {
    var low = Int64(Int32.min)
    var bit = Int64(1) << 31
    while bit > 0 {
      let candidate = low + bit
      if values.count(where: { $0 >= candidate }) >= count { low = candidate }
      bit >>= 1
    }
    return Int32(low)
  }

  /// Sets all weights to 0 but the largest that reach the share together.
  private func keepTopP(_ weights: inout [Int32]) {
    let wanted = Sampler.share(settings.topP, of: Sampler.sum(weights, from: 0))
    var least: Int32 = 0
    var bit = Sampler.one
    while bit > 0 {
      let candidate = least + bit
      if Sampler.sum(weights, from: candidate) >= wanted { least = candidate }
      bit >>= 1
    }
    let above = Sampler.sum(weights, from: least + 1)
    var room = (wanted - above + UInt64(least) - 1) / UInt64(least)
    for token in weights.indices where weights[token] <= least {
      if weights[token] == least, room > 0 {
        room -= 1
      } else {
        weights[token] = 0
      }
    }
  }

  /// The smallest sum of weights that is a share of `sum`, at least 1.
  private static func share(_ topP: UInt32, of sum: UInt64) -> UInt64 {
    let low = (sum & 0xffff) * UInt64(topP) + 0xffff
    return max(1, (sum >> 16) * UInt64(topP) + low >> 16)
  }

  /// Sum of the weights that are not below `least`.
  private static func sum(_ weights: [Int32], from least: Int32) -> UInt64 {
    weights.reduce(0) { $1 >= least ? $0 + UInt64($1) : $0 }
  }

  /// Draws one of the tokens, each as likely as its weight says.
  private mutating func pick(_ weights: [Int32]) -> Int32 {
    var rest = random.next(below: Sampler.sum(weights, from: 0))
    for (token, weight) in weights.enumerated() {
      if rest < UInt64(weight) { return Int32(token) }
      rest -= UInt64(weight)
    }
    preconditionFailure("the number drawn is below the sum")
  }
}
