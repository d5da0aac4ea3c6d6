import FixedPoint
import RuntimeC
import TestSupport
import Testing

/// Every primitive of `adder_fixed.h` equals its Swift twin.
struct PrimitiveEqualityTests {
  @Test func tablesAreEqual() {
    withUnsafeBytes(of: adder_sigmoid_table) {
      #expect(Array($0.bindMemory(to: Int16.self)) == Sigmoid.table)
    }
    withUnsafeBytes(of: adder_softplus_table) {
      #expect(Array($0.bindMemory(to: Int32.self)) == Softplus.table)
    }
  }

  @Test func q15IsEqualForAll16BitsTimesEdges() {
    let edges: [Int16] = [-32767, -16385, -7587, -1, 0, 1, 1307, 16384, 32766, 32767]
    for b in edges {
      let different = (Int16.min...Int16.max).first { adder_q15($0, b) != multiplyQ15($0, b) }
      #expect(different == nil, "b \(b)")
    }
  }

  @Test func saturationIsEqualForAll16Bits() {
    let different = (Int32(-70_000)...70_000).first { x in
      adder_sat8(x) != saturate8(x) || adder_sat16(x) != saturate16(x)
    }
    #expect(different == nil)
  }

  @Test func sigmoidAndSiluAreEqualForAllArguments() throws {
    try Sigmoid.table.withUnsafeBufferPointer { buffer in
      let table = try #require(buffer.baseAddress)
      for bits in 0...12 {
        let different = (Int16.min...Int16.max).first { u in
          adder_sigmoid(u, Int32(bits)) != sigmoid(u, fractionBits: bits, table: table)
            || adder_silu(u, Int32(bits)) != silu(u, fractionBits: bits, table: table)
        }
        #expect(different == nil, "\(bits) fraction bits")
      }
    }
  }

  @Test func softplusIsEqualForAllArguments() throws {
    try Softplus.table.withUnsafeBufferPointer { buffer in
      let table = try #require(buffer.baseAddress)
      let different = (Int16.min...Int16.max).first {
        adder_softplus($0) != softplus($0, table: table)
      }
      #expect(different == nil)
    }
  }

  @Test(arguments: 16...30)
  func negatedDecayIsEqualForAllRates(fractionBits: Int) {
    var random = SeededRandom("decay \(fractionBits)")
    for dt in [1, .max] + random.integers(2, in: Int16(0)...Int16.max) {
      let different = (0...Int16.max).first { a in
        adder_negated_decay(dt, a, Int32(fractionBits))
          != negatedDecay(dt, a, fractionBits: fractionBits)
      }
      #expect(different == nil, "dt \(dt)")
    }
  }

  @Test func shiftsAndProductsOf32BitsAreEqual() {
    var random = SeededRandom()
    for _ in 0..<50_000 {
      let left = random.int(0...30)
      let wide = Int32(truncatingIfNeeded: random.next())
      let x = wide >> Int32(left)
      let multiplier = max(Int32(truncatingIfNeeded: random.next()), -.max)
      let shift = random.int(0...31)
      let isEqual =
        adder_q31(wide, multiplier) == multiplyQ31(wide, multiplier)
        && adder_rshift(wide, Int32(shift)) == roundingShiftRight(wide, shift)
        && adder_requantize(x, Int32(left), multiplier, Int32(shift))
          == requantize(x, left: left, multiplier: multiplier, shift: shift)
      if !isEqual {
        Issue.record("\(wide), left \(left), multiplier \(multiplier), shift \(shift)")
        return
      }
    }
  }

  @Test func reciprocalSquareRootIsEqual() {
    var random = SeededRandom()
    var arguments = (0..<50_000).map { _ in random.next() >> UInt64(random.int(2...63)) }
    arguments += (0..<62).map { 1 << UInt64($0) } + [(1 << 62) - 1]
    let different = arguments.first { s in
      guard s > 0 else { return false }
      let native = adder_reciprocal_square_root(s)
      let root = ReciprocalSquareRoot(s)
      return native.mantissa != root.mantissa || Int(native.half_shift) != root.halfShift
    }
    #expect(different == nil)
  }
}
