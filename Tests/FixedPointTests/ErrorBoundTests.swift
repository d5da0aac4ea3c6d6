import FixedPoint
import Foundation
import TestSupport
import Testing

/// The errors that the arithmetic specification states, measured against Double.
struct ErrorBoundTests {
  @Test func sigmoidStaysWithinItsError() throws {
    try Sigmoid.table.withUnsafeBufferPointer { buffer in
      let table = try #require(buffer.baseAddress)
      var worstSigmoid = 0.0
      var worstSilu = 0.0
      for bits in 0...12 {
        for u in Int16.min...Int16.max {
          let exact = 1 / (1 + exp(-Double(u) / Double(1 << bits)))
          let value = sigmoid(u, fractionBits: bits, table: table)
          worstSigmoid = max(worstSigmoid, abs(Double(value) - 32768 * exact))
          let gated = silu(u, fractionBits: bits, table: table)
          worstSilu = max(worstSilu, abs(Double(gated) - Double(u) * exact))
        }
      }
      #expect(worstSigmoid < 1.25)
      #expect(worstSilu < 1.15)
    }
  }

  @Test func sigmoidIsSymmetricAndNeverZero() throws {
    try Sigmoid.table.withUnsafeBufferPointer { buffer in
      let table = try #require(buffer.baseAddress)
      for bits in 0...12 {
        let broken = (1...Int16.max).first { u in
          let above = sigmoid(u, fractionBits: bits, table: table)
          let below = sigmoid(-u, fractionBits: bits, table: table)
          return Int(above) + Int(below) != 32768 || below < 1
        }
        #expect(broken == nil)
      }
    }
  }

  @Test func negativePowerStaysWithinItsErrorAndNeverRises() {
    var worst = 0.0
    var previous = Int32.max
    for exponent in stride(from: UInt64(0), to: 1 << 26, by: 499) {
      let value = negativePower(exponent)
      worst = max(worst, abs(Double(value) / exp2(30 - Double(exponent) / 0x1p26) - 1))
      #expect(value < previous)
      previous = value
    }
    #expect(worst < exp2(-27.1))
    #expect(negativePower(0) == 1 << 30)
    #expect(negativePower((1 << 26) - 1) > negativePower(1 << 26))
    #expect(negativePower(30 << 26) == 1)
    #expect(negativePower(31 << 26) == 0)
    #expect(negativePower(.max) == 0)
  }

  @Test func softplusStaysWithinItsErrorAndIsMonotonic() throws {
    try Softplus.table.withUnsafeBufferPointer { buffer in
      let table = try #require(buffer.baseAddress)
      var absolute = 0.0
      var relativeAboveMinus6 = 0.0
      var relativeAboveMinus12 = 0.0
      var previous = Int32(0)
      var monotonic = true
      for u in Int16.min...Int16.max {
        let x = Double(u) / 1024
        let exact = 0x1p25 * log1p(exp(x))
        let value = softplus(u, table: table)
        let error = abs(Double(value) - exact)
        absolute = max(absolute, error)
        if x > -6 { relativeAboveMinus6 = max(relativeAboveMinus6, error / exact) }
        if x > -12 { relativeAboveMinus12 = max(relativeAboveMinus12, error / exact) }
        monotonic = monotonic && value >= previous
        previous = value
      }
      #expect(absolute < 1025)
      #expect(relativeAboveMinus6 < exp2(-12.9))
      #expect(relativeAboveMinus12 < exp2(-7.9))
      #expect(monotonic)
      #expect(softplus(.max, table: table) <= 1 << 30 + 1 << 25)
    }
  }

  @Test(arguments: 16...30)
  func negatedDecayStaysWithinItsError(fractionBits: Int) {
    var random = SeededRandom("decay \(fractionBits)")
    var worst = 0.0
    for i in 0..<40_000 {
      // Every second pair is small, so that exponents near zero occur at each format.
      let limit: Int16 = i % 2 == 0 ? 32767 : Int16((1 << ((fractionBits + 1) / 2)) - 1)
      let dt = Int16.random(in: 0...limit, using: &random)
      let a = Int16.random(in: 0...limit, using: &random)
      let exact = -exp2(15 - Double(dt) * Double(a) / exp2(Double(fractionBits)))
      let value = negatedDecay(dt, a, fractionBits: fractionBits)
      worst = max(worst, abs(Double(value) - exact))
    }
    #expect(worst < 3.6)
  }

  @Test func negatedDecayStaysInRangeAtTheEnds() {
    #expect(negatedDecay(0, 0, fractionBits: 16) == -32767)
    #expect(negatedDecay(0, 32767, fractionBits: 30) == -32767)
    #expect(negatedDecay(32767, 32767, fractionBits: 16) == -1)
    #expect(negatedDecay(16384, 16384, fractionBits: 28) == -16383)
  }

  @Test func reciprocalSquareRootStaysWithinItsError() {
    var random = SeededRandom()
    var arguments = (0..<200_000).map { _ in random.next() >> UInt64(random.int(2...63)) }
    arguments += (0..<62).map { 1 << UInt64($0) } + [(1 << 62) - 1]
    var worst = 0.0
    for s in arguments where s > 0 {
      let root = ReciprocalSquareRoot(s)
      let value = Double(root.mantissa) * exp2(-30 - Double(32 - root.halfShift))
      worst = max(worst, abs(value * Double(s).squareRoot() - 1))
    }
    #expect(worst < exp2(-25.3))
  }
}
