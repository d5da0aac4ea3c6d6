import Quantization
import TestSupport
import Testing

@Suite struct QuantizedLinearFitTests {
  /// One fine and one coarse row; the coarse one needs a left shift that both share.
  @Test func aCoarseRowTakesBitsFromAFineOne() throws {
    var linear = QuantizedLinear(
      weight: [1e-6, 1e-6, 900, 700], rows: 2, columns: 2, bias: [12, 0], inputScale: 0.01)
    let fitted = linear.fit(outputScales: [0x1p-10, 0x1p-10], inputLimit: 128, outputBits: 16)
    let scale = try #require(fitted)
    #expect(scale.left == 7)
    for bound in linear.bounds(inputLimit: 128) { #expect(bound << Int64(scale.left) < 1 << 31) }
    let bias = try #require(linear.bias)
    #expect(abs(Double(bias[0]) * linear.accumulatorScales[0] - 12) < 0x1p-12)
  }

  @Test func rowsThatFitStayAsTheyAre() throws {
    var random = SeededRandom()
    var linear = QuantizedLinear(
      weight: random.floats(40), rows: 4, columns: 10, bias: random.floats(4), inputScale: 0.01)
    let before = linear.rows.values
    let factors = linear.accumulatorScales
    let fitted = linear.fit(outputScales: [0.1, 0.1, 0.1, 0.1], inputLimit: 128, outputBits: 8)
    let scale = try #require(fitted)
    #expect(linear.rows.values == before)
    #expect(linear.accumulatorScales == factors)
    #expect(scale.left == 0)
  }

  @Test func aRowOfZerosAsksForNothing() throws {
    var linear = QuantizedLinear(
      weight: [0, 0, 1, 1], rows: 2, columns: 2, bias: nil, inputScale: 1)
    let fitted = linear.fit(outputScales: [1e-30, 1], inputLimit: 128, outputBits: 8)
    let scale = try #require(fitted)
    #expect(scale.multipliers[0] == 0)
    #expect(scale.left == 0)
  }
}
