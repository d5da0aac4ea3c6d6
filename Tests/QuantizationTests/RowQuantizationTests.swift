import Quantization
import Testing

@Suite struct RowQuantizationTests {
  @Test func staysWithinHalfAUnitAndNeverUsesMinus128() {
    let matrix: [Float] = [1, -1, 0.5, -127, 127, 0.4, 0, 0, 0]
    let q = RowQuantization(matrix, rows: 3, columns: 3)
    for i in matrix.indices {
      let real = Double(q.values[i]) * q.scales[i / 3]
      #expect(abs(real - Double(matrix[i])) <= q.scales[i / 3] * 0.5000001)
      #expect(q.values[i] >= -127)
    }
    #expect(q.scales.allSatisfy { $0 > 0 })
  }

  @Test func boundsAreReachedByTheWorstInput() {
    let q = RowQuantization([1, -2, 3, -4], rows: 1, columns: 4)
    let sum = q.values.reduce(0) { $0 + Int64($1.magnitude) }
    #expect(q.accumulatorBounds(columns: 4, inputLimit: 128) == [sum * 128])
  }

  @Test func aLargeBiasCoarsensItsRow() {
    let q = QuantizedLinear(
      weight: [0.001, 0.001, 1, 1], rows: 2, columns: 2, bias: [1000, 0], inputScale: 1e-3)
    #expect(q.bias?[0].magnitude ?? 0 <= 1 << 24)
    #expect(q.rows.scales[1] == 1.0 / 127)
  }
}
