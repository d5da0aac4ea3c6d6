import FixedPoint
import Testing

/// The Swift primitives against the vectors that the C primitives are checked with.
struct VectorTests {
  @Test func q15EqualsItsVectors() throws {
    try VectorFile("q15", columns: 3).check { [Int64(multiplyQ15(Int16($0[0]), Int16($0[1])))] }
  }

  @Test func q31EqualsItsVectors() throws {
    try VectorFile("q31", columns: 3).check { [Int64(multiplyQ31(Int32($0[0]), Int32($0[1])))] }
  }

  @Test func roundingShiftEqualsItsVectors() throws {
    try VectorFile("rshift", columns: 3).check {
      [Int64(roundingShiftRight(Int32($0[0]), Int($0[1])))]
    }
  }

  @Test func saturationEqualsItsVectors() throws {
    try VectorFile("saturate", columns: 3).check {
      [Int64(saturate8(Int32($0[0]))), Int64(saturate16(Int32($0[0])))]
    }
  }

  @Test func requantizeEqualsItsVectors() throws {
    try VectorFile("requantize", columns: 5).check {
      [
        Int64(
          requantize(
            Int32($0[0]), left: Int($0[1]), multiplier: Int32($0[2]), shift: Int($0[3])))
      ]
    }
  }

  @Test func negatedDecayEqualsItsVectors() throws {
    try VectorFile("negated_decay", columns: 4).check {
      [Int64(negatedDecay(Int16($0[0]), Int16($0[1]), fractionBits: Int($0[2])))]
    }
  }

  @Test func negativePowerEqualsItsVectors() throws {
    try VectorFile("negative_power", columns: 2).check {
      [Int64(negativePower(UInt64($0[0])))]
    }
  }

  @Test func sigmoidAndSiluEqualTheirVectors() throws {
    try Sigmoid.table.withUnsafeBufferPointer { buffer in
      let table = try #require(buffer.baseAddress)
      try VectorFile("sigmoid", columns: 4).check {
        let u = Int16($0[0])
        let bits = Int($0[1])
        return [
          Int64(sigmoid(u, fractionBits: bits, table: table)),
          Int64(silu(u, fractionBits: bits, table: table)),
        ]
      }
    }
  }

  @Test func softplusEqualsItsVectors() throws {
    try Softplus.table.withUnsafeBufferPointer { buffer in
      let table = try #require(buffer.baseAddress)
      try VectorFile("softplus", columns: 2).check { [Int64(softplus(Int16($0[0]), table: table))] }
    }
  }

  @Test func tablesEqualTheirVectors() throws {
    try VectorFile("sigmoid_table", columns: 2).check { [Int64(Sigmoid.table[Int($0[0])])] }
    try VectorFile("softplus_table", columns: 2).check { [Int64(Softplus.table[Int($0[0])])] }
    #expect(Sigmoid.table.count == 513)
    #expect(Softplus.table.count == 513)
  }

  @Test func reciprocalSquareRootEqualsItsVectors() throws {
    try VectorFile("reciprocal_square_root", columns: 3).check {
      let root = ReciprocalSquareRoot(UInt64($0[0]))
      return [Int64(root.mantissa), Int64(root.halfShift)]
    }
  }
}
