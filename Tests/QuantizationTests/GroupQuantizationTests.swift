import TestSupport
import Testing

@testable import Quantization

@Suite struct GroupQuantizationTests {
  private let columns = 70
  private let rows = 6
  private let matrix: [Float]
  /// Of inputs with strongly correlated neighbours.
  private let moment: [Double]

  init() {
    var random = SeededRandom("GroupQuantization")
    matrix = random.floats(6 * 70)
    moment = (0..<70 * 70).map { index in
      let distance = abs(index / 70 - index % 70)
      return (0..<distance).reduce(1.0) { product, _ in product * 0.9 }
    }
  }

  private func quantized(moment: [Double], minimumScales: [Double]? = nil) -> GroupQuantization {
    GroupQuantization(
      matrix, rows: rows, size: 32,
      compensation: ErrorCompensation(moment: moment, width: columns),
      minimumScales: minimumScales)
  }

  private var identity: [Double] {
    (0..<columns * columns).map { $0 / columns == $0 % columns ? 1 : 0 }
  }

  /// Real weights of the quantized matrix less those of the float one.
  private func errors(_ q: GroupQuantization) -> [Double] {
    matrix.indices.map { index in
      let (i, j) = (index / columns, index % columns)
      let scale = Double(q.groupScales[i * 3 + j / 32]) * q.scales[i]
      return Double(q.values[index]) * scale - Double(matrix[index])
    }
  }

  /// Sum over the rows of eᵀ H e.
  private func productError(_ q: GroupQuantization) -> Double {
    let e = errors(q)
    return (0..<rows).reduce(0) { total, i in
      total
        + (0..<columns * columns).reduce(0) { sum, index in
          let (j, k) = (index / columns, index % columns)
          return sum + e[i * columns + j] * moment[index] * e[i * columns + k]
        }
    }
  }

  @Test func staysWithinItsFormat() {
    let q = quantized(moment: moment)
    #expect(q.values.allSatisfy { (-7...7).contains($0) })
    #expect(q.groupScales.count == rows * 3)
    #expect(q.groupScales.allSatisfy { $0 >= 1 })
    for row in 0..<rows { #expect(q.groupScales[row * 3..<row * 3 + 3].max() == 255) }
  }

  @Test func independentInputsRoundToNearest() {
    let q = quantized(moment: identity)
    for (index, error) in errors(q).enumerated() where abs(q.values[index]) < 7 {
      let (i, j) = (index / columns, index % columns)
      let step = Double(q.groupScales[i * 3 + j / 32]) * q.scales[i]
      #expect(abs(error) <= step * 0.500001)
    }
  }

  @Test func correlatedInputsShareTheError() {
    #expect(productError(quantized(moment: moment)) < productError(quantized(moment: identity)) / 2)
  }

  @Test func inputsThatAreAlwaysZeroAndZeroRowsAreRounded() {
    let q = GroupQuantization(
      Array(repeating: 0, count: columns), rows: 1, size: 128,
      compensation: ErrorCompensation(
        moment: Array(repeating: 0, count: columns * columns), width: columns))
    #expect(q.values.allSatisfy { $0 == 0 })
    #expect(q.groupScales == [1])
    #expect(quantized(moment: Array(repeating: 0, count: columns * columns)).values.contains(7))
  }

  @Test func aLargeBiasCoarsensItsRow() {
    let q = quantized(moment: moment, minimumScales: Array(repeating: 0.01, count: rows))
    #expect(q.scales.allSatisfy { $0 == 0.01 })
    #expect(q.groupScales.allSatisfy { $0 < 30 })
  }

  @Test func partsAreRowsOfTheWhole() {
    let q = quantized(moment: moment)
    let part = q.rows(2..<5)
    #expect(part.values == Array(q.values[2 * columns..<5 * columns]))
    #expect(part.groupScales == Array(q.groupScales[6..<15]))
    #expect(part.scales == Array(q.scales[2..<5]))
  }

  @Test func boundsCountWeightsTimesScales() {
    let q = quantized(moment: moment)
    let linear = QuantizedLinear(q, bias: nil, inputScale: 0.5)
    let magnitude = (0..<columns).reduce(Int64(0)) {
      $0 + Int64(q.values[$1].magnitude) * Int64(q.groupScales[$1 / 32])
    }
    #expect(linear.bounds(inputLimit: 128)[0] == magnitude * 128)
    #expect(linear.accumulatorScales == q.scales.map { $0 * 0.5 })
  }

  @Test func rowsThatWouldOverflowLoseLowBitsOfTheirScales() throws {
    var linear = QuantizedLinear(quantized(moment: moment), bias: nil, inputScale: 0.5)
    let before = linear
    var outputs = linear.accumulatorScales
    // One row far coarser than its output asks all rows for a large left shift.
    linear.rows.values.replaceSubrange(0..<columns, with: [1] + [Int8](repeating: 0, count: 69))
    outputs[0] /= 1024
    let fitted = linear.fit(outputScales: outputs, inputLimit: 128, outputBits: 16)
    let factors = try #require(fitted)
    for bound in linear.bounds(inputLimit: 128) {
      #expect(bound < (Int64(1) << 31) >> Int64(factors.left))
    }
    #expect(linear.groups?.scales[3] ?? 0 < before.groups?.scales[3] ?? 0)
    #expect(linear.rows.values[columns...] == before.rows.values[columns...])
  }
}
