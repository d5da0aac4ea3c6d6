/// Plane rotations that give all channels the same mean square.
///
/// Exists for any symmetric matrix (Schur-Horn): rotating the largest and the smallest element
/// of a diagonal into each other can set one of them to the mean.
enum EqualVariance {
  /// - Parameters:
  ///   - rotation: Orthogonal R, [size, size].
  ///   - moment: Second moment C of what R rotates, [size, size].
  /// - Returns: R times plane rotations, so that the diagonal of `Rᵀ C R` is constant.
  static func levelled(_ rotation: [Double], _ moment: [Double], _ size: Int) -> [Double] {
    // Rows are the columns of R, so that a plane rotation mixes two rows.
    var columns = transposed(rotation, size)
    var rotated = matrixProduct(
      matrixProduct(columns, moment, rows: size, inner: size, columns: size), rotation,
      rows: size, inner: size, columns: size)
    let mean = (0..<size).reduce(0) { $0 + rotated[$1 * size + $1] } / Double(size)
    for _ in 0..<size {
      let diagonal = (0..<size).map { rotated[$0 * size + $0] }
      guard let high = diagonal.indices.max(by: { diagonal[$0] < diagonal[$1] }),
        let low = diagonal.indices.min(by: { diagonal[$0] < diagonal[$1] }),
        diagonal[high] - mean > mean * 1e-12, mean - diagonal[low] > mean * 1e-13
      else { break }
      let plane = Plane(
        high: diagonal[high], low: diagonal[low], both: rotated[high * size + low], mean: mean)
      plane.rotateRows(&columns, high, low, size)
      plane.rotateRows(&rotated, high, low, size)
      rotated = transposed(rotated, size)
      plane.rotateRows(&rotated, high, low, size)
    }
    return transposed(columns, size)
  }

  private static func transposed(_ matrix: [Double], _ size: Int) -> [Double] {
    (0..<size).flatMap { column in (0..<size).map { matrix[$0 * size + column] } }
  }

  /// A rotation of two channels that brings the first one's mean square to the mean.
  private struct Plane {
    let cosine: Double
    let sine: Double

    /// `high > mean > low`, so the quadratic equation of the tangent has real roots.
    init(high: Double, low: Double, both: Double, mean: Double) {
      let root = (both * both + (high - mean) * (mean - low)).squareRoot()
      let tangent = (both + (both < 0 ? -root : root)) / (mean - low)
      cosine = 1 / (1 + tangent * tangent).squareRoot()
      sine = tangent * cosine
    }

    func rotateRows(_ matrix: inout [Double], _ first: Int, _ second: Int, _ size: Int) {
      for i in 0..<size {
        let (a, b) = (matrix[first * size + i], matrix[second * size + i])
        matrix[first * size + i] = cosine * a + sine * b
        matrix[second * size + i] = cosine * b - sine * a
      }
    }
  }
}
