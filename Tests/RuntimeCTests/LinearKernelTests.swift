import FixedPoint
import RuntimeC
import TestSupport
import Testing

/// The eight forms of `adder_linear` equal a dot product for each row.
struct LinearKernelTests {
  private let weight: NativeArray<Int8>
  private let bias: NativeArray<Int32>
  private let scale: NativeScale
  private let columns: Int
  private let rows: Int
  private let narrow: NativeArray<Int8>
  private let wide: NativeArray<Int16>
  private let start: [Int32]

  static let rowCounts = [1, 3, 16, 33, 70]
  static let columnCounts = [1, 16, 255, 300]

  init() {
    rows = 70
    columns = 300
    var random = SeededRandom("linear")
    weight = NativeArray(random.integers(rows * columns, in: Int8(-127)...127))
    bias = NativeArray(random.integers(rows, in: Int32(-1 << 20)...(1 << 20)))
    scale = NativeScale(rows, left: 0, shifts: 2...24, from: &random)
    narrow = NativeArray(random.integers(columns, in: Int8.min...Int8.max))
    wide = NativeArray(random.integers(columns, in: Int16.min...Int16.max))
    start = random.integers(rows, in: Int32(-1 << 29)...(1 << 29))
  }

  /// The scaled sums of a matrix of any smaller shape over the same tables.
  private func expected(_ input: [Int32], rows: Int, columns: Int, biased: Bool) -> [Int32] {
    (0..<rows).map { i in
      let sum = (0..<columns).reduce(biased ? bias.pointer[i] : 0) {
        $0 + Int32(weight.pointer[i * columns + $1]) * input[$1]
      }
      return scale(sum, i)
    }
  }

  private func params(rows: Int, columns: Int, limit: Int32) -> adder_linear_params {
    adder_linear_params(
      weight: weight.pointer, bias: limit == 0 ? bias.pointer : nil, scale: scale.native,
      rows: Int32(rows), columns: Int32(columns), limit: limit)
  }

  private func clamped(_ values: [Int32], _ limit: Int32) -> [Int32] {
    limit == 0 ? values : values.map { min(max($0, -limit), limit) }
  }

  @Test(arguments: rowCounts, columnCounts)
  func eightBitInputIsEqual(rows: Int, columns: Int) {
    let bytes = NativeArray([Int8](repeating: 0, count: rows))
    let words = NativeArray([Int16](repeating: 0, count: rows))
    let longs = NativeArray([Int32](repeating: 0, count: rows))
    for limit in [Int32(0), 90] {
      var p = params(rows: rows, columns: columns, limit: limit)
      let sums = expected(
        narrow.values.map(Int32.init), rows: rows, columns: columns, biased: limit == 0)
      let added = NativeArray(Array(start.prefix(rows)))
      adder_linear_s8_s8(bytes.pointer, narrow.pointer, &p, 1)
      adder_linear_s8_s16(words.pointer, narrow.pointer, &p, 1)
      adder_linear_s8_s32(longs.pointer, narrow.pointer, &p, 1)
      adder_linear_s8_add(added.pointer, narrow.pointer, &p, 1)
      #expect(bytes.values == clamped(sums, limit).map(saturate8))
      #expect(words.values == clamped(sums, limit).map(saturate16))
      #expect(longs.values == sums)
      #expect(added.values == zip(start, sums).map { $0 + $1 })
    }
  }

  @Test(arguments: rowCounts, columnCounts)
  func sixteenBitInputIsEqual(rows: Int, columns: Int) {
    let bytes = NativeArray([Int8](repeating: 0, count: rows))
    let words = NativeArray([Int16](repeating: 0, count: rows))
    let longs = NativeArray([Int32](repeating: 0, count: rows))
    for limit in [Int32(0), 20_000] {
      var p = params(rows: rows, columns: columns, limit: limit)
      let sums = expected(
        wide.values.map(Int32.init), rows: rows, columns: columns, biased: limit == 0)
      let added = NativeArray(Array(start.prefix(rows)))
      adder_linear_s16_s16(words.pointer, wide.pointer, &p, 1)
      adder_linear_s16_s32(longs.pointer, wide.pointer, &p, 1)
      adder_linear_s16_add(added.pointer, wide.pointer, &p, 1)
      #expect(words.values == clamped(sums, limit).map(saturate16))
      #expect(longs.values == sums)
      #expect(added.values == zip(start, sums).map { $0 + $1 })
      p.limit = 0
      adder_linear_s16_s8(bytes.pointer, wide.pointer, &p, 1)
      #expect(bytes.values == sums.map(saturate8))
    }
  }
}
