import FixedPoint
import TestSupport
import Testing

@testable import Program

/// Intervals against all values, or many.
struct IntervalTests {
  private func range(_ random: inout SeededRandom, in limits: ClosedRange<Int>) -> ClosedRange<Int>
  {
    let ends = [random.int(limits), random.int(limits)]
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  @Test func productsAndShiftsAreExact() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<200 {
      let (a, b) = (range(&random, in: -20...20), range(&random, in: -20...20))
      let products = a.flatMap { x in b.map { x * $0 } }
      #expect((a * b).lowerBound == products.min())
      #expect((a * b).upperBound == products.max())
      let bits = random.int(0...4)
      let shifted = a.map { roundingShiftRight(Int32($0), bits) }
      #expect(a.roundedShift(bits).lowerBound == Int(shifted.min() ?? 0))
      #expect(a.roundedShift(bits).upperBound == Int(shifted.max() ?? 0))
    }
  }

  @Test func sumsOfWeightsAreExact() {
    var random = SeededRandom(seed: 2)
    for count in [0, 1, 2, 7, 33] {
      let row = random.integers(count, in: Int8(-127)...127)
      let sums = row.withUnsafeBufferPointer { WeightSums($0) }
      let input = range(&random, in: -128...127)
      let low = row.reduce(0) {
        $0 + min(Int($1) * input.lowerBound, Int($1) * input.upperBound)
      }
      let high = row.reduce(0) {
        $0 + max(Int($1) * input.lowerBound, Int($1) * input.upperBound)
      }
      #expect(sums.times(input) == low...high)
      #expect(sums.magnitude == row.reduce(0) { $0 + Int($1.magnitude) })
    }
  }

  @Test func functionsStayInTheirBounds() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<12 {
      let argument = range(&random, in: -32768...32767)
      let fractionBits = random.int(0...12)
      let silu = FunctionBounds.silu[fractionBits].over(argument)
      let softplus = FunctionBounds.softplus.over(argument)
      let isInside = Sigmoid.table.withUnsafeBufferPointer { sigmoid in
        Softplus.table.withUnsafeBufferPointer { table -> Bool in
          guard let sigmoid = sigmoid.baseAddress, let table = table.baseAddress else {
            return false
          }
          return argument.allSatisfy { u in
            silu.contains(
              Int(FixedPoint.silu(Int16(u), fractionBits: fractionBits, table: sigmoid)))
              && softplus.contains(Int(FixedPoint.softplus(Int16(u), table: table)))
          }
        }
      }
      #expect(isInside, "\(argument)")
    }
    #expect(FunctionBounds.softplus.over(0...0) == 23_258_160...23_258_160)
  }

  @Test func decaysStayInTheirBounds() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<12 {
      let dt = range(&random, in: 0...32767)
      let a = random.int(0...32767)
      let fractionBits = random.int(16...30)
      let bounds = RangeProof.decay(dt, a, fractionBits: fractionBits)
      #expect(
        dt.allSatisfy {
          bounds.contains(Int(negatedDecay(Int16($0), Int16(a), fractionBits: fractionBits)))
        }, "\(dt), \(a), \(fractionBits)")
    }
  }

  /// The bound of a state against the inputs that drive it hardest.
  @Test func statesStayInTheirBounds() {
    var random = SeededRandom(seed: 5)
    for decay in [-32767, -32700, -30000, -16384, -1, 0] {
      let drive = range(&random, in: -2000...2000)
      let b = range(&random, in: -3000...3000)
      let cell = ProvedCell(drive: drive, b: b, decay: decay...0)
      let isInside = [cell.outer.lowerBound, cell.outer.upperBound].allSatisfy { outer in
        var state = 0
        return (0..<20_000).allSatisfy { _ in
          let update = outer - Int(multiplyQ15(Int16(decay), Int16(state)))
          state = max(-32768, min(32767, update))
          return cell.update.contains(update) && cell.state.contains(state)
        }
      }
      #expect(isInside, "\(drive), \(b), \(decay)")
      #expect(decay < -32600 || !cell.saturates)
    }
  }
}
