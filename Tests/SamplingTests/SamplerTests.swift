import Foundation
import TestSupport
import Testing

@testable import Sampling

struct SamplerTests {
  /// One unit of a logit is a thousandth.
  private let unit = LogitUnit(scale: 0.001)

  private func sampler(_ settings: SamplerSettings, _ vocabulary: Int) -> Sampler {
    Sampler(settings, unit: unit, vocabulary: vocabulary)
  }

  @Test func tokensEqualTheVectors() throws {
    let rows = try vectorRows("sample")
    #expect(rows.count == 400)
    for row in rows {
      let settings = SamplerSettings(
        temperature: UInt32(row[3]), topK: Int(row[4]), topP: UInt32(row[5]),
        repetitionPenalty: UInt32(row[6]), seed: UInt64(row[7]))
      var sampler = Sampler(
        settings, unit: LogitUnit(multiplier: UInt32(row[8]), shift: Int(row[9])),
        vocabulary: Int(row[0]))
      var random = SplitMix(seed: UInt64(row[1]))
      for draw in 0..<4 {
        let logits = (0..<Int(row[0])).map { _ in
          Int32(truncatingIfNeeded: Int64(random.next() >> 32) - (1 << 31)) >> Int32(row[2])
        }
        let token = sampler.draw(from: logits)
        #expect(token == row[10 + draw], "\(row)")
        sampler.see(token)
      }
    }
  }

  @Test func frequenciesAreThoseOfTheSoftmax() {
    let temperature = 0.7
    let logits: [Int32] = [1200, 900, 900, 300, -100, -2000, 1199, -9000]
    let weights = logits.map { exp2(Double($0 - 1200) * 0.001 / temperature / 0.6931471805599453) }
    let sum = weights.reduce(0, +)
    var sampler = sampler(SamplerSettings(temperature: 45875, seed: 11), logits.count)
    var counts = [Double](repeating: 0, count: logits.count)
    let draws = 20_000.0
    for _ in 0..<Int(draws) { counts[Int(sampler.draw(from: logits))] += 1 }
    let chiSquare = zip(counts, weights).map { count, weight in
      let expected = draws * weight / sum
      return (count - expected) * (count - expected) / expected
    }
    // 24.3 is exceeded once in a thousand seeds with 7 degrees of freedom.
    #expect(chiSquare.reduce(0, +) < 24.3)
  }

  @Test(arguments: [
    SamplerSettings(), SamplerSettings(temperature: 65536, topK: 1),
    SamplerSettings(temperature: 100 << 16, topP: 0),
    SamplerSettings(temperature: 65536, topP: 1, seed: 5),
  ])
  func oneTokenIsTheLikeliestAndTheLowest(settings: SamplerSettings) {
    var random = SeededRandom()
    for count in [1, 2, 33, 300] {
      let logits: [Int32] = random.integers(count, in: -30...30)
      let best = logits.max().flatMap(logits.firstIndex(of:))
      var sampler = sampler(settings, count)
      #expect(sampler.draw(from: logits) == best.map { Int32($0) })
    }
  }

  @Test func theLowestTemperatureDrawsFromTheLikeliest() {
    let logits: [Int32] = [4, 5, 3, 5]
    var sampler = sampler(SamplerSettings(temperature: 1), logits.count)
    #expect(Set((0..<100).map { _ in sampler.draw(from: logits) }) == [1, 3])
  }

  @Test func topKAndTopPKeepTheLikeliest() {
    let logits: [Int32] = [0, 3000, 2999, 2999, 2999, -50]
    let cases: [(SamplerSettings, Set<Int32>)] = [
      (SamplerSettings(temperature: 100 << 16, topK: 2), [1, 2]),
      (SamplerSettings(temperature: 100 << 16, topK: 4), [1, 2, 3, 4]),
      (SamplerSettings(temperature: 65536, topP: 32768), [1, 2, 3]),
      (SamplerSettings(temperature: 65536, topK: 2, topP: 65535), [1, 2]),
    ]
    for (settings, allowed) in cases {
      var sampler = sampler(settings, logits.count)
      #expect(Set((0..<300).map { _ in sampler.draw(from: logits) }) == allowed)
    }
  }

  @Test func equalLogitsAreAllDrawn() {
    for value in [Int32.min, 0, .max] {
      let logits = [Int32](repeating: value, count: 5)
      var sampler = sampler(SamplerSettings(temperature: 1, seed: 3), 5)
      #expect(Set((0..<200).map { _ in sampler.draw(from: logits) }) == [0, 1, 2, 3, 4])
    }
  }

  @Test func extremeLogitsDoNotOverflow() {
    let logits: [Int32] = [.min, .max, 0, .min, .max, -1]
    for penalty: UInt32 in [655, 65536, 100 << 16] {
      for scale in [5e-324, 1e-9, 1, Double.greatestFiniteMagnitude] {
        for temperature: UInt32 in [0, 1, 65536, 100 << 16] {
          let settings = SamplerSettings(
            temperature: temperature, topK: 4, topP: 60000, repetitionPenalty: penalty)
          var sampler = Sampler(settings, unit: LogitUnit(scale: scale), vocabulary: 6)
          for token in 0..<6 { sampler.see(Int32(token)) }
          #expect((0..<6).contains(sampler.draw(from: logits)))
        }
      }
    }
  }

  @Test func penaltyDividesPositiveAndMultipliesNegativeLogits() {
    var sampler = sampler(SamplerSettings(repetitionPenalty: 2 << 16), 3)
    sampler.see(0)
    #expect(sampler.draw(from: [100, 49, 51]) == 2)
    #expect(sampler.draw(from: [100, 49, 50]) == 0)
    #expect(sampler.draw(from: [-10, -21, -19]) == 2)
    sampler.see(2)
    #expect(sampler.draw(from: [-10, -21, -19]) == 0)
  }

  @Test func logitsBeyondTheVocabularyAreNotDrawn() {
    var sampler = sampler(SamplerSettings(), 2)
    #expect(sampler.draw(from: [1, 2, 3]) == 1)
  }

  @Test func unitIsTheScaleTimesTheLogarithm() {
    for scale in [1e-300, 0.001, 0.6931471805599453, 1, 3e8] {
      let unit = LogitUnit(scale: scale)
      #expect(unit.multiplier >= 1 << 31)
      let value = Double(unit.multiplier) * exp2(Double(-unit.shift))
      #expect(abs(value / (scale * 1.4426950408889634) - 1) < 0x1p-31)
    }
  }
}
