import FixedPoint
import TestSupport
import Testing

/// The rounding rule and the ends of the ranges, as the specification's tables state them.
struct PrimitiveTests {
  @Test func tiesRoundUp() {
    #expect(multiplyQ15(1, 16384) == 1)
    #expect(multiplyQ15(-1, 16384) == 0)
    #expect(roundingShiftRight(3, 1) == 2)
    #expect(roundingShiftRight(-3, 1) == -1)
    #expect(multiplyQ31(1, 1 << 30) == 1)
    #expect(multiplyQ31(-1, 1 << 30) == 0)
  }

  @Test func endsOfTheRangesAreExact() {
    #expect(multiplyQ15(-32768, 32767) == -32767)
    #expect(multiplyQ15(32767, 32767) == 32766)
    #expect(multiplyQ15(-32768, -32767) == 32767)
    #expect(roundingShiftRight(.max, 31) == 1)
    #expect(roundingShiftRight(.min, 31) == -1)
    #expect(roundingShiftRight(.max, 0) == .max)
    #expect(requantize(.min, left: 0, multiplier: .max, shift: 0) == -.max)
  }

  @Test func roundingShiftIsFloorOfTheSumInUnboundedIntegers() {
    var random = SeededRandom()
    let values: [Int32] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    for x in values + random.integers(2000, in: Int32.min...Int32.max) {
      for s in 1...31 {
        let exact = (Int64(x) * 2 + (1 << Int64(s))) >> Int64(s + 1)
        if Int64(roundingShiftRight(x, s)) != exact {
          Issue.record("x \(x), s \(s)")
          return
        }
      }
    }
  }

  @Test func saturationClampsAllOf16Bits() {
    let broken = (Int32(-40000)...40000).first { x in
      saturate8(x) != Int8(clamping: x) || saturate16(x) != Int16(clamping: x)
    }
    #expect(broken == nil)
    #expect(saturate8(.min) == -128 && saturate16(.max) == 32767)
  }

  @Test func requantizeIsTheRealFactorWithinOneUnit() {
    var random = SeededRandom()
    for _ in 0..<20_000 {
      let left = random.int(0...20)
      let x = Int32(random.int(-(1 << (30 - left))...(1 << (30 - left))))
      let multiplier = Int32(random.int(1 << 30...(1 << 31 - 1)))
      let shift = random.int(0...31)
      let factor = Double(multiplier) / Double(1 << 31) * Double(1 << left) / Double(1 << shift)
      let value = requantize(x, left: left, multiplier: multiplier, shift: shift)
      if abs(Double(value) - Double(x) * factor) > 1 {
        Issue.record("x \(x), left \(left), multiplier \(multiplier), shift \(shift)")
        return
      }
    }
  }
}
