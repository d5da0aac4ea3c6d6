import Model
import Testing

/// `H` of `size`, column by column through ``Hadamard/apply(_:)``.
private func columns(of hadamard: Hadamard) -> [[Float]] {
  (0..<hadamard.size).map { column in
    var unit = [Float](repeating: 0, count: hadamard.size)
    unit[column] = 1
    unit.withUnsafeMutableBufferPointer { hadamard.apply($0) }
    return unit
  }
}

/// A vector of 0, 1 and -1, one bit an element, so that all pairs of large matrices are quick.
private struct SignVector {
  private var nonzero: [UInt64]
  private var negative: [UInt64]

  init(_ values: [Float]) {
    nonzero = Array(repeating: 0, count: values.count / 64 + 1)
    negative = nonzero
    for (i, value) in values.enumerated() {
      if value != 0 { nonzero[i / 64] |= 1 << (i % 64) }
      if value < 0 { negative[i / 64] |= 1 << (i % 64) }
    }
  }

  func product(_ other: SignVector) -> Int {
    nonzero.indices.reduce(0) { sum, i in
      let both = nonzero[i] & other.nonzero[i]
      let opposite = both & (negative[i] ^ other.negative[i])
      return sum + both.nonzeroBitCount - 2 * opposite.nonzeroBitCount
    }
  }
}

@Test(arguments: [
  1, 2, 3, 4, 6, 8, 12, 20, 24, 28, 36, 40, 44, 56, 60, 64, 72, 76, 80, 84, 88, 90, 92, 96, 100,
  104, 108, 116, 120, 124, 148, 192, 384,
])
func columnsAreOrthogonalWithinTheirGroup(size: Int) {
  let hadamard = Hadamard(size: size)
  let columns = columns(of: hadamard)
  #expect(columns.joined().allSatisfy { [0, 1, -1].contains($0) })
  let vectors = columns.map(SignVector.init)
  for i in 0..<size {
    for j in i..<size {
      let product = vectors[i].product(vectors[j])
      guard product == (i == j ? hadamard.groupSize : 0) else {
        Issue.record("columns \(i) and \(j) of size \(size): \(product)")
        return
      }
    }
  }
}

@Test(arguments: [768, 1536, 3072, 5120])
func largeTransformsKeepLengths(size: Int) {
  let hadamard = Hadamard(size: size)
  #expect(hadamard.groupSize == size)
  var vector = (0..<size).map { Float(($0 * 7919) % 17 - 8) }
  let length = vector.reduce(0.0) { $0 + Double($1 * $1) }
  vector.withUnsafeMutableBufferPointer { hadamard.apply($0) }
  let transformed = vector.reduce(0.0) { $0 + Double($1) * Double($1) }
  #expect(transformed == length * Double(size))
}

@Test(arguments: [
  (384, 12, 5), (192, 12, 4), (96, 12, 3), (88, 44, 1), (1536, 12, 7), (5120, 20, 8),
  (3072, 12, 8), (56, 28, 1), (90, 1, 1), (64, 1, 6), (7, 1, 0), (1, 1, 0),
])
func groupsAreTheLargestKnown(size: Int, order: Int, doublings: Int) {
  let hadamard = Hadamard(size: size)
  #expect(hadamard.order == order)
  #expect(hadamard.doublings == doublings)
}

@Test(arguments: [12, 28, 40, 384])
func transformIsTheKroneckerProductOfTheSpecification(size: Int) {
  let hadamard = Hadamard(size: size)
  let columns = columns(of: hadamard)
  for row in 0..<size {
    for column in 0..<size {
      let (r, s) = (row >> hadamard.doublings, row % (1 << hadamard.doublings))
      let (c, t) = (column >> hadamard.doublings, column % (1 << hadamard.doublings))
      let sign: Float = (s & t).nonzeroBitCount % 2 == 0 ? 1 : -1
      let expected = Float(hadamard.matrix[r * hadamard.order + c]) * sign
      guard columns[column][row] == expected else {
        Issue.record("entry \(row), \(column) of size \(size)")
        return
      }
    }
  }
}
