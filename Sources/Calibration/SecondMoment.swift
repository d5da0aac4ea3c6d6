/// The sum of outer products of activations: their covariance about zero, times their number.
///
/// The sums are integers in units of 2^-40, so that merging is exact and independent of the
/// order, however the calibration data is divided among threads and machines.
package struct SecondMoment: Hashable, Sendable {
  package let width: Int
  /// Positions seen.
  package private(set) var count = 0
  /// Upper triangle in units of 2^-40, row after row: [width * (width + 1) / 2].
  package private(set) var sums: [Int128]
  /// False if a sum was undefined or beyond 2^60; it is then left out.
  package private(set) var isFinite = true

  private static let unit = 0x1p-40

  package init(width: Int) {
    self.width = width
    sums = Array(repeating: 0, count: width * (width + 1) / 2)
  }

  /// A moment that was gathered before.
  /// - Precondition: `sums` is the upper triangle of a matrix of `width` rows.
  package init(width: Int, count: Int, sums: [Int128]) {
    precondition(sums.count == width * (width + 1) / 2, "sums do not fill half a matrix")
    self.width = width
    self.count = count
    self.sums = sums
  }

  /// Adds the sums over `positions` positions, each rounded to the unit.
  ///
  /// - Parameter products: Rows of `stride` sums, of which the first `width` count, and of
  ///   these the ones on and right of the diagonal.
  mutating func add(_ products: [Double], stride: Int, positions: Int) {
    count += positions
    var isFinite = isFinite
    sums.withUnsafeMutableBufferPointer { sums in
      products.withUnsafeBufferPointer { products in
        var next = 0
        for row in 0..<width {
          for column in row..<width {
            let units = (products[row * stride + column] / Self.unit).rounded()
            if abs(units) < 0x1p62 {
              sums[next] += Int128(Int64(units))
            } else if abs(units) < 0x1p100 {
              sums[next] += Int128(units)
            } else {
              isFinite = false
            }
            next += 1
          }
        }
      }
    }
    self.isFinite = isFinite
  }

  /// Adds what `other` saw.
  /// - Precondition: Both are of one width.
  package mutating func merge(_ other: SecondMoment) {
    precondition(width == other.width, "second moments of one site have one width")
    count += other.count
    isFinite = isFinite && other.isFinite
    for i in sums.indices { sums[i] += other.sums[i] }
  }

  /// Mean of `x xᵀ`: symmetric, [width, width]; zeros if nothing was seen.
  package var matrix: [Double] {
    let factor = Self.unit / Double(max(count, 1))
    var matrix = [Double](repeating: 0, count: width * width)
    var next = 0
    for row in 0..<width {
      for column in row..<width {
        let mean = Double(sums[next]) * factor
        matrix[row * width + column] = mean
        matrix[column * width + row] = mean
        next += 1
      }
    }
    return matrix
  }
}
