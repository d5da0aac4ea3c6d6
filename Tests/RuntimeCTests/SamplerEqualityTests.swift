import RuntimeC
import TestSupport
import Testing

@testable import Sampling

/// The sampler in C equals the one in Swift.
struct SamplerEqualityTests {
  @Test(arguments: [1, 256, 50_280])
  func drawnTokensAreEqual(vocabulary: Int) {
    var random = SeededRandom()
    for _ in 0..<(vocabulary > 256 ? 6 : 100) {
      let settings = SamplerSettings(
        temperature: [0, 1, 52_429, 65_536, 100 << 16].randomElement(using: &random) ?? 0,
        topK: [0, 1, 40, 100_000].randomElement(using: &random) ?? 0,
        topP: [0, 62_259, 65_536].randomElement(using: &random) ?? 0,
        repetitionPenalty: [655, 65_536, 72_090].randomElement(using: &random) ?? 65_536,
        seed: random.next())
      let unit = LogitUnit(scale: Double(random.float(0.000_01...0.1)))
      let limit: Int32 = [3, 10_000, .max].randomElement(using: &random) ?? 0
      let logits = (0..<3).map { _ in
        random.integers(vocabulary, in: -limit...limit) as [Int32]
      }
      var sampler = Sampler(settings, unit: unit, vocabulary: vocabulary)
      let expected = logits.map { row in
        let token = sampler.draw(from: row)
        sampler.see(token)
        return token
      }
      #expect(native(settings, unit, logits) == expected, "\(settings) \(unit) \(limit)")
    }
  }

  private func native(
    _ settings: SamplerSettings, _ unit: LogitUnit, _ logits: [[Int32]]
  ) -> [Int32] {
    var sampler = adder_sampler()
    var options = adder_sampler_settings(
      temperature: settings.temperature, top_p: settings.topP,
      repetition_penalty: settings.repetitionPenalty, top_k: Int32(settings.topK),
      seed: settings.seed)
    var seen = [UInt32](repeating: .max, count: (logits[0].count + 31) / 32)
    return seen.withUnsafeMutableBufferPointer { seen in
      adder_sampler_init(
        &sampler, &options, unit.multiplier, Int32(unit.shift), Int32(logits[0].count),
        seen.baseAddress)
      return logits.map { row in
        var row = row
        let token = adder_sampler_draw(&sampler, &row)
        adder_sampler_see(&sampler, token)
        return token
      }
    }
  }

  @Test func decimalsAreReadAlike() {
    var random = SeededRandom()
    let fixed = ["", ".", "1.", ".5", "-1", "10000", "0.8", "9999.999999999", "1.0000000000", "1 "]
    let characters = Array("0123456789....-e")
    let drawn = (0..<2000).map { _ in
      String((0..<random.int(0...8)).map { _ in characters[random.int(0...15)] })
    }
    for text in fixed + drawn {
      var value: UInt32 = 0
      let isDecimal = adder_parse_decimal(text, &value) == 1
      #expect((isDecimal ? value : nil) == FixedDecimal.parse(text), "\(text)")
    }
  }
}
