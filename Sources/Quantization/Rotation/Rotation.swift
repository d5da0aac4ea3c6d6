import Calibration
import Model

/// An orthogonal matrix R that is folded into weights: `x` becomes `Rᵀ x`.
struct Rotation {
  let size: Int
  /// [size, size] in row-major order; the columns are orthonormal.
  let matrix: [Double]

  private init(size: Int, matrix: [Double]) {
    self.size = size
    self.matrix = matrix
  }

  /// The normalised Hadamard matrix H of ``Hadamard``: R = H.
  static func hadamard(size: Int) -> Rotation {
    Rotation(size: size, matrix: hadamardMatrix(Hadamard(size: size)))
  }

  /// The KLT-enhanced rotation (MambaQuant, equation 11): R = K H, K the eigenvectors of the
  /// second moment.
  ///
  /// All channels of `Rᵀ x` have the same mean square, the mean of the eigenvalues: each
  /// column of H weighs them equally. Where a size has a Hadamard matrix in blocks only, the
  /// eigenvectors are dealt out to the blocks in turn, and plane rotations even out what is
  /// left between blocks.
  ///
  /// The second moment is about zero, not about the mean: symmetric integers pay for the
  /// distance from zero. Measured, the two differ by less than a tenth of the divergence from
  /// the float model, either way.
  static func karhunenLoeve(_ moment: SecondMoment) -> Rotation {
    let size = moment.width
    let matrix = moment.matrix
    let hadamard = Hadamard(size: size)
    let eigen = SymmetricEigenvectors(matrix, size: size)
    let order = dealt(size, blocks: size / hadamard.groupSize)
    var columns = [Double](repeating: 0, count: size * size)
    for (column, source) in order.enumerated() {
      for row in 0..<size {
        columns[row * size + column] = eigen.vectors[source * size + row]
      }
    }
    var rotation = Rotation(
      size: size,
      matrix: matrixProduct(
        columns, hadamardMatrix(hadamard), rows: size, inner: size, columns: size))
    if hadamard.groupSize < size {
      rotation = Rotation(size: size, matrix: EqualVariance.levelled(rotation.matrix, matrix, size))
    }
    return rotation
  }

  /// `H / sqrt(groupSize)`, dense.
  private static func hadamardMatrix(_ hadamard: Hadamard) -> [Double] {
    let size = hadamard.size
    let factor = 1 / Double(hadamard.groupSize).squareRoot()
    var matrix = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      var unit = [Float](repeating: 0, count: size)
      unit[column] = 1
      unit.withUnsafeMutableBufferPointer { hadamard.apply($0) }
      for row in 0..<size { matrix[row * size + column] = Double(unit[row]) * factor }
    }
    return matrix
  }

  /// Indices in the order of columns, block after block, dealt out forth and back.
  private static func dealt(_ size: Int, blocks: Int) -> [Int] {
    (0..<blocks).flatMap { block in
      (0..<size / blocks).map { $0 * blocks + ($0 % 2 == 0 ? block : blocks - 1 - block) }
    }
  }

  // MARK: Folding

  /// `W R` for the readers of the rotated vector, [rows, size].
  func foldInput(_ weight: inout Tensor) {
    let rows = weight.count / size
    let chunk = 256
    var rotated: [Float] = []
    rotated.reserveCapacity(weight.count)
    for start in stride(from: 0, to: rows, by: chunk) {
      let count = min(chunk, rows - start)
      let block = weight.values(start * size..<(start + count) * size)
      rotated += matrixProduct(
        block.map(Double.init), matrix, rows: count, inner: size, columns: size
      ).map { Float($0) }
    }
    weight.values = rotated
  }

  /// `Rᵀ W` for the rows from `firstRow` of a weight that writes the rotated vector.
  func foldOutput(_ weight: inout Tensor, firstRow: Int = 0) {
    let columns = weight.shape[1]
    let range = firstRow * columns..<(firstRow + size) * columns
    let product = matrixProduct(
      transposed, weight.values(range).map(Double.init), rows: size, inner: size,
      columns: columns)
    weight.values.replaceSubrange(range, with: product.map { Float($0) })
  }

  /// `Rᵀ b` of a bias [size], if there is one.
  func foldBias(_ bias: inout Parameter?) {
    guard let values = bias?.tensor.values else { return }
    let product = matrixProduct(
      transposed, values.map(Double.init), rows: size, inner: size, columns: 1)
    bias?.tensor.values = product.map { Float($0) }
  }

  private var transposed: [Double] {
    var result = [Double](repeating: 0, count: matrix.count)
    for row in 0..<size {
      for column in 0..<size { result[column * size + row] = matrix[row * size + column] }
    }
    return result
  }
}
