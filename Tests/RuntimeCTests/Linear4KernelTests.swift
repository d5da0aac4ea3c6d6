import FixedPoint
import RuntimeC
import TestSupport
import Testing

/// The forms of `adder_linear4` equal a dot product for each row, scaled by groups.
struct Linear4KernelTests {
  @Test(arguments: [1, 2, 31, 33, 64, 129, 300], [32, 64, 128])
  func eightBitInputIsEqual(columns: Int, group: Int) {
    let rows = 19
    var random = SeededRandom(seed: UInt64(1000 * columns + group))
    let weights = random.integers(rows * columns, in: Int8(-7)...7)
    let stride = (columns + 1) / 2
    var packed = [UInt8](repeating: 0, count: rows * stride)
    for (index, weight) in weights.enumerated() {
      let (i, j) = (index / columns, index % columns)
      packed[i * stride + j / 2] |= (UInt8(bitPattern: weight) & 15) << (j % 2 == 0 ? 0 : 4)
    }
    let groups = (columns + group - 1) / group
    let weight = NativeArray(packed)
    let groupScale = NativeArray(random.integers(rows * groups, in: UInt8(1)...255))
    let bias = NativeArray(random.integers(rows, in: Int32(-1 << 20)...(1 << 20)))
    let scale = NativeScale(rows, left: 0, shifts: 2...24, from: &random)
    let input = NativeArray(random.integers(columns, in: Int8.min...Int8.max))
    let start = random.integers(rows, in: Int32(-1 << 29)...(1 << 29))
    for limit in [Int32(0), 90] {
      var p = adder_linear4_params(
        weight: weight.pointer, group_scale: groupScale.pointer,
        bias: limit == 0 ? bias.pointer : nil, scale: scale.native, rows: Int32(rows),
        columns: Int32(columns), group: Int32(group), limit: limit)
      let sums = (0..<rows).map { i in
        let sum = (0..<columns).reduce(limit == 0 ? bias.pointer[i] : 0) { sum, j in
          let factor = Int32(groupScale.pointer[i * groups + j / group])
          return sum + factor * Int32(weights[i * columns + j]) * Int32(input.pointer[j])
        }
        return scale(sum, i)
      }
      let clamped = limit == 0 ? sums : sums.map { min(max($0, -limit), limit) }
      let bytes = NativeArray([Int8](repeating: 0, count: rows))
      let words = NativeArray([Int16](repeating: 0, count: rows))
      let longs = NativeArray([Int32](repeating: 0, count: rows))
      let added = NativeArray(start)
      adder_linear4_s8_s8(bytes.pointer, input.pointer, &p, 1)
      adder_linear4_s8_s16(words.pointer, input.pointer, &p, 1)
      adder_linear4_s8_s32(longs.pointer, input.pointer, &p, 1)
      adder_linear4_s8_add(added.pointer, input.pointer, &p, 1)
      #expect(bytes.values == clamped.map(saturate8))
      #expect(words.values == clamped.map(saturate16))
      #expect(longs.values == sums)
      #expect(added.values == zip(start, sums).map { $0 + $1 })
    }
  }
}
