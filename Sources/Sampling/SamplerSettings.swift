/// How the next token is chosen. Numbers are Q16, so that all machines have the same.
package struct SamplerSettings: Hashable, Sendable {
  /// Q16, 0...100; 0 takes the likeliest token.
  package var temperature: UInt32
  /// Only so many of the likeliest tokens are drawn from; 0 for all.
  package var topK: Int
  /// Q16, 0...1: only the likeliest tokens that have this share of the probability together are
  /// drawn from.
  package var topP: UInt32
  /// Q16, 0.01...100: positive logits of tokens that have been seen are divided by it, negative
  /// ones multiplied.
  package var repetitionPenalty: UInt32
  package var seed: UInt64

  /// One in Q16.
  package static let one: UInt32 = 1 << 16

  package init(
    temperature: UInt32 = 0, topK: Int = 0, topP: UInt32 = one, repetitionPenalty: UInt32 = one,
    seed: UInt64 = 0
  ) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.repetitionPenalty = repetitionPenalty
    self.seed = seed
  }

  /// Reads the settings of a command line, nil where one is not given.
  ///
  /// Without a temperature it is 1 if `topK`, `topP` or `seed` asks for chance, else 0.
  package init(
    temperature: String?, topK: String?, topP: String?, repetitionPenalty: String?, seed: String?
  ) throws(SamplingError) {
    let asksForChance = topK != nil || topP != nil || seed != nil
    self.init(temperature: asksForChance ? SamplerSettings.one : 0)
    if let text = temperature {
      guard let value = FixedDecimal.parse(text), value <= 100 << 16 else {
        throw .temperature(text)
      }
      self.temperature = value
    }
    if let text = topK {
      guard let value = FixedDecimal.integer(text, atMost: 999_999_999) else { throw .topK(text) }
      self.topK = Int(value)
    }
    if let text = topP {
      guard let value = FixedDecimal.parse(text), value <= SamplerSettings.one else {
        throw .topP(text)
      }
      self.topP = value
    }
    if let text = repetitionPenalty {
      // 655 is 0.01 in Q16.
      guard let value = FixedDecimal.parse(text), (655...100 << 16).contains(value) else {
        throw .repetitionPenalty(text)
      }
      self.repetitionPenalty = value
    }
    if let text = seed {
      guard let value = FixedDecimal.integer(text, atMost: .max) else { throw .seed(text) }
      self.seed = value
    }
  }
}
