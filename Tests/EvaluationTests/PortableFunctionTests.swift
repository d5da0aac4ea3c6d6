import Foundation
import TestSupport
import Testing

@testable import Evaluation

@Test func portableFunctionsAreThoseOfTheCLibraryButForTheLastBits() {
  var random = SeededRandom("portable functions")
  for _ in 0..<20000 {
    let x = Double.random(in: -700...700, using: &random)
    let (own, other) = (PortableFunction.exp(x), exp(x))
    #expect(abs(own - other) <= other * 0x1p-51, "exp(\(x))")
    let y = PortableFunction.exp(Double.random(in: -300...300, using: &random))
    #expect(abs(PortableFunction.log(y) - log(y)) <= max(abs(log(y)), 0x1p-4) * 0x1p-50, "ln(\(y))")
  }
}

@Test func portableFunctionsKnowTheirEnds() {
  #expect(PortableFunction.exp(0) == 1 && PortableFunction.log(1) == 0)
  #expect(PortableFunction.exp(-.infinity) == 0 && PortableFunction.exp(.infinity) == .infinity)
  #expect(PortableFunction.exp(-744) > 0 && PortableFunction.exp(709.7).isFinite)
  #expect(PortableFunction.exp(.nan).isNaN && PortableFunction.log(.nan).isNaN)
  #expect(PortableFunction.log(0) == -.infinity && PortableFunction.log(-1).isNaN)
}
