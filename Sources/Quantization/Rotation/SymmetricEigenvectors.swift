/// Eigenvalues and eigenvectors of a symmetric matrix in float64.
///
/// Householder reduction to tridiagonal form, then implicit QL with shifts (Golub & Van Loan,
/// section 8.3). Whatever the matrix, the vectors are orthonormal to rounding.
struct SymmetricEigenvectors {
  /// Descending, [n].
  let values: [Double]
  /// The vector of `values[i]` is row i, [n, n]; its sign is the one with the positive sum.
  let vectors: [Double]

  /// - Parameter matrix: Symmetric and finite, [size, size].
  init(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size)
    var work = matrix
    var vectors = [Double](repeating: 0, count: size * size)
    for i in 0..<size { vectors[i * size + i] = 1 }
    var values: [Double] = []
    work.withUnsafeMutableBufferPointer { work in
      vectors.withUnsafeMutableBufferPointer { vectors in
        guard let work = work.baseAddress, let vectors = vectors.baseAddress else { return }
        var tridiagonal = Tridiagonal(reducing: work, size: size, vectors: vectors)
        tridiagonal.diagonalize(vectors)
        values = tridiagonal.diagonal
      }
    }
    let order = values.indices.sorted { (values[$0], $1) > (values[$1], $0) }
    self.values = order.map { values[$0] }
    self.vectors = order.flatMap { index in
      let vector = vectors[index * size..<(index + 1) * size]
      return vector.reduce(0, +) < 0 ? vector.map { -$0 } : Array(vector)
    }
  }
}
