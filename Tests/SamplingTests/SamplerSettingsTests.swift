import TestSupport
import Testing

@testable import Sampling

struct SamplerSettingsTests {
  private func settings(
    temperature: String? = nil, topK: String? = nil, topP: String? = nil, penalty: String? = nil,
    seed: String? = nil
  ) throws(SamplingError) -> SamplerSettings {
    try SamplerSettings(
      temperature: temperature, topK: topK, topP: topP, repetitionPenalty: penalty, seed: seed)
  }

  @Test func decimalsAreRoundedHalfUp() {
    for (text, value) in [
      ("0", 0), ("1", 65536), ("0.8", 52429), ("0.95", 62259), ("1.1", 72090), ("0.5", 32768),
      ("9999.999999999", 655_360_000), ("0.000007629", 0), ("0.00000763", 1), ("0001.0", 65536),
    ] as [(String, UInt32)] {
      #expect(FixedDecimal.parse(text) == value, "\(text)")
    }
    for text in ["", ".", "1.", ".5", "-1", "+1", "1e3", "10000", "1.0000000000", "1.5.2", " 1"] {
      #expect(FixedDecimal.parse(text) == nil, "\(text)")
    }
  }

  @Test func decimalsEqualTheirVectors() throws {
    let rows = try vectorRows("decimal")
    #expect(!rows.isEmpty)
    for row in rows {
      let places = String(repeating: "0", count: Int(row[1])) + String(row[2])
      let text = row[1] == 0 ? "\(row[0])" : "\(row[0]).\(places.suffix(Int(row[1])))"
      #expect(FixedDecimal.parse(text).map(Int64.init) == row[3], "\(text)")
    }
  }

  @Test func chanceIsAskedForByItsOptions() throws {
    #expect(try settings().temperature == 0)
    #expect(try settings(penalty: "1.1").temperature == 0)
    #expect(try settings(topK: "40").temperature == 65536)
    #expect(try settings(topP: "0.9").temperature == 65536)
    #expect(try settings(seed: "18446744073709551615").temperature == 65536)
    #expect(try settings(temperature: "0", topK: "40", seed: "1").temperature == 0)
  }

  @Test func valuesOutOfRangeAreNamed() {
    #expect(
      errorText { _ = try settings(temperature: "100.1") }
        == "'100.1' is no temperature; give a decimal number in 0...100, such as 0.8")
    #expect(
      errorText { _ = try settings(topK: "-1") }
        == "'-1' is no number of tokens; give an integer in 0...999999999, 0 for all")
    #expect(
      errorText { _ = try settings(topP: "1.01") }
        == "'1.01' is no share of probability; give a decimal number in 0...1, such as 0.95")
    #expect(
      errorText { _ = try settings(penalty: "0") }
        == "'0' is no penalty; give a decimal number in 0.01...100, such as 1.1")
    #expect(
      errorText { _ = try settings(seed: "18446744073709551616") }
        == "'18446744073709551616' is no seed; give an integer in 0...18446744073709551615")
  }
}
