import RuntimeC
import Sampling
import TestSupport

extension FuzzTarget {
  /// Settings, the scale of the logits, then logits of a vocabulary of at most 64.
  static let sampler = FuzzTarget(
    "sampler", covers: ["Sources/Sampling", "Runtime-C/sampler"],
    seeds: {
      (0..<6).map { seed in
        var random = SeededRandom(seed: UInt64(seed))
        return (0..<200).map { _ in UInt8(random.int(0...255)) }
      } + [Array(repeating: 0, count: 64), Array("0.95 0.8 9999.999999999 12".utf8)]
    }
  ) { bytes in
    compareDecimals(bytes)
    var reader = InputReader(bytes)
    // The ranges that the header of the C states.
    let settings = SamplerSettings(
      temperature: reader.integer(UInt32.self) % (100 << 16 + 1),
      topK: Int(reader.integer(Int32.self) & .max),
      topP: reader.integer(UInt32.self) % (SamplerSettings.one + 1),
      repetitionPenalty: 655 + reader.integer(UInt32.self) % (100 << 16 - 655 + 1),
      seed: reader.integer())
    let scale = Double(bitPattern: reader.integer(UInt64.self) & (1 << 63 - 1))
    let unit = LogitUnit(scale: scale.isFinite && scale > 0 ? scale : 0x1p-12)
    let vocabulary = 1 + reader.byte() % 64
    var rows: [[Int32]] = []
    while !reader.isAtEnd, rows.count < 8 {
      rows.append((0..<vocabulary).map { _ in reader.integer() })
    }
    compare(settings, unit, rows)
  }

  private static func compare(_ settings: SamplerSettings, _ unit: LogitUnit, _ rows: [[Int32]]) {
    guard let vocabulary = rows.first?.count else { return }
    var sampler = Sampler(settings, unit: unit, vocabulary: vocabulary)
    var options = adder_sampler_settings(
      temperature: settings.temperature, top_p: settings.topP,
      repetition_penalty: settings.repetitionPenalty, top_k: Int32(settings.topK),
      seed: settings.seed)
    var native = adder_sampler()
    var seen = [UInt32](repeating: .max, count: (vocabulary + 31) / 32)
    seen.withUnsafeMutableBufferPointer { seen in
      adder_sampler_init(
        &native, &options, unit.multiplier, Int32(unit.shift), Int32(vocabulary),
        seen.baseAddress)
      for row in rows {
        let token = sampler.draw(from: row)
        sampler.see(token)
        var row = row
        let other = adder_sampler_draw(&native, &row)
        adder_sampler_see(&native, other)
        precondition(token == other, "both draw the same token")
      }
    }
  }

  /// The bytes as the text of each option of a command line.
  private static func compareDecimals(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.prefix { $0 != 0 && $0 < 0x80 }, as: UTF8.self)
    var value: UInt32 = 0
    let isDecimal = adder_parse_decimal(text, &value) == 1
    let settings = try? SamplerSettings(
      temperature: text, topK: nil, topP: nil, repetitionPenalty: nil, seed: nil)
    if isDecimal, value <= 100 << 16 {
      precondition(settings?.temperature == value, "both read the same number")
    } else {
      precondition(settings == nil, "both refuse the text")
    }
    _ = try? SamplerSettings(
      temperature: nil, topK: text, topP: text, repetitionPenalty: text, seed: text)
  }
}
