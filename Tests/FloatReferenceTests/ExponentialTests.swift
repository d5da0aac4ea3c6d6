import FloatReference
import Foundation
import Testing

/// Largest relative error of `function` against `exact` at `count` points of `range`.
private func relativeError(
  in range: ClosedRange<Float>, count: Int = 30_000, _ function: (SIMD8<Float>) -> SIMD8<Float>,
  _ exact: (Double) -> Double
) -> Double {
  var largest = 0.0
  for i in 0...count {
    let x = range.lowerBound + (range.upperBound - range.lowerBound) * Float(i) / Float(count)
    let lanes = function(SIMD8(repeating: x))
    let expected = exact(Double(x))
    largest = max(largest, abs(Double(lanes[i % 8]) - expected) / abs(expected))
  }
  return largest
}

@Test func exp2IsAccurateOverItsRange() {
  #expect(relativeError(in: -125...126, { exp2($0) }, { Foundation.exp2($0) }) < 3e-7)
  #expect(relativeError(in: -0.01...0.01, { exp2($0) }, { Foundation.exp2($0) }) < 1e-7)
}

@Test func expIsAccurateOverItsRange() {
  #expect(relativeError(in: -86...86, { exp($0) }, { Foundation.exp($0) }) < 4e-7)
}

@Test func exponentialsEndAtTheirRange() {
  #expect(exp2(SIMD8(repeating: -1e30)) == exp2(SIMD8(repeating: -125)))
  #expect(exp2(SIMD8(repeating: .infinity)) == exp2(SIMD8(repeating: 126)))
  #expect(exp(SIMD8(repeating: -.infinity)) == exp(SIMD8(repeating: -86)))
  #expect(exp(SIMD8(repeating: 1e30)) == exp(SIMD8(repeating: 86)))
  #expect(exp(SIMD8(repeating: .nan))[0].isNaN)
}

@Test func softplusIsAccurateInBothTails() {
  #expect(relativeError(in: -80...80, { softplus($0) }, { log1p(Foundation.exp($0)) }) < 1e-6)
}

@Test func siluIsAccurateAndZeroAtZero() {
  for range in [-80 ... -0.001, Float(0.001)...80] {
    #expect(relativeError(in: range, { silu($0) }, { $0 / (1 + Foundation.exp(-$0)) }) < 1e-6)
  }
  #expect(silu(SIMD8(repeating: 0))[3] == 0)
}
