import FixedPoint
import RuntimeC
import TestSupport
import Testing

/// The kernels around the mixer equal their equations in Swift primitives.
struct VectorKernelTests {
  static let sizes = [1, 3, 16, 33, 70]

  @Test(arguments: sizes)
  func embedIsEqual(width: Int) {
    var random = SeededRandom("embed \(width)")
    let weight = NativeArray(random.integers(4 * width, in: Int8(-127)...127))
    let scale = NativeScale(4, left: 23, shifts: 0...8, from: &random)
    var p = adder_embed_params(weight: weight.pointer, scale: scale.native, width: Int32(width))
    let output = NativeArray([Int32](repeating: 0, count: width))
    for token in 0..<4 {
      adder_embed(output.pointer, [Int32(token)], &p, 1)
      let expected = (0..<width).map { scale(Int32(weight.pointer[token * width + $0]), token) }
      #expect(output.values == expected)
    }
    withExtendedLifetime(scale) {}
  }

  @Test(arguments: sizes)
  func normalizeIsEqual(width: Int) {
    var random = SeededRandom("normalize \(width)")
    let input = NativeArray(random.integers(width, in: Int32(-1 << 24)...(1 << 24)))
    let gain = NativeArray(random.integers(width, in: -Int32.max...Int32.max))
    let bytes = NativeArray([Int8](repeating: 0, count: width))
    let words = NativeArray([Int16](repeating: 0, count: width))
    for (preShift, shift, epsilon) in [(0, 22, 1), (4, 14, 1000), (24, 20, 1 << 40)] {
      var p = adder_normalize_params(
        gain: gain.pointer, epsilon: UInt64(epsilon), pre_shift: Int32(preShift),
        shift: Int32(shift), width: Int32(width))
      adder_normalize_s8(bytes.pointer, input.pointer, &p, 1)
      adder_normalize_s16(words.pointer, input.pointer, &p, 1)
      let r = input.values.map { roundingShiftRight($0, preShift) }
      let sum = r.reduce(UInt64(epsilon)) { $0 + UInt64(Int64($1) * Int64($1)) }
      let root = ReciprocalSquareRoot(sum)
      let expected = zip(r, gain.values).map { r, gain in
        let v = multiplyQ31(r << Int32(root.halfShift - 1), root.mantissa)
        return roundingShiftRight(multiplyQ31(v, gain), shift)
      }
      #expect(bytes.values == expected.map(saturate8))
      #expect(words.values == expected.map(saturate16))
    }
  }

  @Test(arguments: [1, 2, 12], 0...5)
  func rotateIsEqual(order: Int, doublings: Int) {
    var random = SeededRandom("rotate \(order) \(doublings)")
    let group = order << doublings
    let channels = 2 * group
    let signs = (0..<order * order).map { _ in Int8(2 * random.int(0...1) - 1) }
    let matrix = NativeArray(signs)
    let input = NativeArray(random.integers(channels, in: Int16.min...Int16.max))
    let scale = adder_tensor_scale(multiplier: 1_700_000_001, shift: 18, left: 6)
    var p = adder_rotate_params(
      matrix: matrix.pointer, scale: scale, order: Int32(order), doublings: Int32(doublings),
      channels: Int32(channels))
    let output = NativeArray([Int8](repeating: 0, count: channels))
    let work = NativeArray([Int32](repeating: 0, count: channels + order))
    adder_rotate(output.pointer, input.pointer, work.pointer, &p, 1)
    withExtendedLifetime(work) {}
    let mask = 1 << doublings - 1
    let expected = (0..<channels).map { e in
      let first = e / group * group
      let row = e - first
      let sum = (0..<group).reduce(Int32(0)) { sum, j in
        let entry = Int32(matrix.pointer[(row >> doublings) * order + j >> doublings])
        let sign: Int32 = (row & j & mask).nonzeroBitCount % 2 == 0 ? entry : -entry
        return sum + sign * Int32(input.pointer[first + j])
      }
      return saturate8(requantize(sum, left: 6, multiplier: scale.multiplier, shift: 18))
    }
    #expect(output.values == expected)
  }

  @Test(arguments: sizes)
  func quantizeIsEqual(count: Int) {
    var random = SeededRandom("quantize \(count)")
    let words = NativeArray(random.integers(count, in: Int16.min...Int16.max))
    let longs = NativeArray(random.integers(count, in: Int32(-1 << 21)...(1 << 21)))
    let narrow = NativeArray([Int8](repeating: 0, count: count))
    let wide = NativeArray([Int16](repeating: 0, count: count))
    for shift in [0, 1, 9, 20, 31] {
      var scale = adder_tensor_scale(multiplier: 1_234_567_891, shift: Int32(shift), left: 9)
      func scaled(_ x: Int32) -> Int32 {
        requantize(x, left: 9, multiplier: 1_234_567_891, shift: shift)
      }
      adder_quantize_s16_s8(narrow.pointer, words.pointer, &scale, Int32(count))
      adder_quantize_s16_s16(wide.pointer, words.pointer, &scale, Int32(count))
      #expect(narrow.values == words.values.map { saturate8(scaled(Int32($0))) })
      #expect(wide.values == words.values.map { saturate16(scaled(Int32($0))) })
      adder_quantize_s32_s8(narrow.pointer, longs.pointer, &scale, Int32(count))
      adder_quantize_s32_s16(wide.pointer, longs.pointer, &scale, Int32(count))
      #expect(narrow.values == longs.values.map { saturate8(scaled($0)) })
      #expect(wide.values == longs.values.map { saturate16(scaled($0)) })
    }
  }

  @Test(arguments: sizes)
  func meanOfAPoolIsTheFloorOfTheDoubledSum(width: Int) {
    var random = SeededRandom("pool \(width)")
    let sum = NativeArray([Int32](repeating: 0, count: width))
    let count = NativeArray([Int32(0)])
    let output = NativeArray([Int16](repeating: 1, count: width))
    adder_mean(output.pointer, sum.pointer, count.pointer, Int32(width))
    #expect(output.values.allSatisfy { $0 == 0 })
    var expected = [Int](repeating: 0, count: width)
    for n in 1...20 {
      let input = NativeArray(random.integers(width, in: Int16.min...Int16.max))
      adder_accumulate(sum.pointer, count.pointer, input.pointer, Int32(width), 1)
      adder_mean(output.pointer, sum.pointer, count.pointer, Int32(width))
      for i in 0..<width { expected[i] += Int(input.pointer[i]) }
      let mean = expected.map { total -> Int16 in
        let (quotient, rest) = (2 * total + n).quotientAndRemainder(dividingBy: 2 * n)
        return Int16(rest < 0 ? quotient - 1 : quotient)
      }
      #expect(output.values == mean)
    }
  }

  @Test func aPoolIsFullAfter65535Positions() {
    let sum = NativeArray<Int32>([7])
    let count = NativeArray<Int32>([65534])
    let input = NativeArray<Int16>([5])
    for _ in 0..<3 { adder_accumulate(sum.pointer, count.pointer, input.pointer, 1, 1) }
    #expect(sum.values == [12])
    #expect(count.values == [65535])
    withExtendedLifetime(input) {}
  }
}
