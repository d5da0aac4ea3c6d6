import Foundation
import Quantization
import Testing

@Suite struct ScaleDecompositionTests {
  /// The real factor that a decomposition stands for.
  private func factor(_ d: ScaleDecomposition, _ i: Int) -> Double {
    Double(d.multipliers[i]) * exp2(Double(d.left) - 31 - Double(d.shifts[i]))
  }

  @Test(arguments: [1e-6, 0.001, 0.49999, 0.5, 0.75, 0.999999, 1.0, 1.5, 17.0, 65535.0, -0.3])
  func keepsThirtyBitsOfAFactor(value: Double) throws {
    let d = try #require(ScaleDecomposition([value]))
    #expect(abs(factor(d, 0) / value - 1) < 0x1p-29)
    #expect((0...31).contains(Int(d.shifts[0])))
  }

  @Test func theLargestFactorDecidesTheLeftShift() throws {
    let d = try #require(ScaleDecomposition([0.1, 5.0, 0.0]))
    #expect(d.left == 3)
    #expect(abs(factor(d, 0) / 0.1 - 1) < 0x1p-29)
    #expect(d.multipliers[2] == 0)
  }

  @Test func aMinimumShiftLeavesRoomForASum() throws {
    let d = try #require(ScaleDecomposition([0.25, 0.01], left: 0, minimumShift: 2))
    #expect(d.shifts.allSatisfy { $0 >= 2 })
    #expect(abs(factor(d, 0) / 0.25 - 1) < 0x1p-29)
  }

  @Test func refusesWhatDoesNotFit() {
    #expect(ScaleDecomposition([2.0], left: 0) == nil)
    #expect(ScaleDecomposition([0.5], left: 0, minimumShift: 2) == nil)
    #expect(ScaleDecomposition([1e12]) == nil)
    #expect(ScaleDecomposition([.infinity]) == nil)
  }
}
