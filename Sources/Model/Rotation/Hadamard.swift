/// A Hadamard matrix for any size, block diagonal where no single matrix is known.
///
/// In a group of `order << doublings` channels it is `matrix` (x) Sylvester(2^doublings);
/// divided by `sqrt(order << doublings)` it is orthogonal. See "The matrix of rotate" in the
/// arithmetic specification.
package struct Hadamard: Hashable, Sendable {
  /// Number of channels; a multiple of ``groupSize``.
  package let size: Int
  /// Order of ``matrix``: 1, or a Paley order such as 12, 20, 28.
  package let order: Int
  /// Entries 1 or -1, row-major, `order * order`.
  package let matrix: [Int8]
  package let doublings: Int

  package var groupSize: Int { order << doublings }

  /// The transform with the largest group that divides `size`.
  ///
  /// `size = odd * 2^k`: a Paley matrix of order `odd * 4 * 2^j` if there is one, else groups
  /// of 2^k.
  /// - Precondition: `size > 0`.
  package init(size: Int) {
    precondition(size > 0, "a transform needs at least one channel")
    self.size = size
    let twos = size.trailingZeroBitCount
    let odd = size >> twos
    if odd > 1 {
      for j in 2...max(2, twos) where j <= twos {
        if let paley = paleyMatrix(order: odd << j) {
          order = odd << j
          matrix = paley
          doublings = twos - j
          return
        }
      }
    }
    order = 1
    matrix = [1]
    doublings = min(twos, 15)
  }

  /// Replaces `vector` by `H * vector`, without the factor `1 / sqrt(groupSize)`.
  /// - Precondition: `vector.count == size`.
  package func apply(_ vector: UnsafeMutableBufferPointer<Float>) {
    precondition(vector.count == size)
    var column = [Float](repeating: 0, count: order)
    for start in stride(from: 0, to: size, by: groupSize) {
      var half = 1
      while half < 1 << doublings {
        for block in stride(from: start, to: start + groupSize, by: 2 * half) {
          for i in block..<block + half {
            let a = vector[i]
            let b = vector[i + half]
            vector[i] = a + b
            vector[i + half] = a - b
          }
        }
        half *= 2
      }
      guard order > 1 else { continue }
      for s in 0..<1 << doublings {
        for r in 0..<order { column[r] = vector[start + (r << doublings) + s] }
        for r in 0..<order {
          var sum: Float = 0
          for c in 0..<order { sum += matrix[r * order + c] > 0 ? column[c] : -column[c] }
          vector[start + (r << doublings) + s] = sum
        }
      }
    }
  }
}
