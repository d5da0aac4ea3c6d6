/// A symmetric tridiagonal matrix in the course of diagonalisation.
struct Tridiagonal {
  /// [n]; the eigenvalues in the end.
  private(set) var diagonal: [Double]
  /// Element i is beside `diagonal[i]` and `diagonal[i + 1]`, [n]; the last is 0.
  private var side: [Double]

  /// Reduces a symmetric matrix by Householder reflections.
  ///
  /// - Parameters:
  ///   - matrix: [size, size]; overwritten.
  ///   - vectors: The identity, [size, size]; becomes the product of the reflections, so that
  ///     `matrix = vectorsᵀ * self * vectors`.
  init(
    reducing matrix: UnsafeMutablePointer<Double>, size: Int,
    vectors: UnsafeMutablePointer<Double>
  ) {
    diagonal = Array(repeating: 0, count: size)
    side = Array(repeating: 0, count: size)
    var factors = [Double](repeating: 0, count: size)
    for k in 0..<max(0, size - 2) {
      let v = matrix + k * size + k + 1
      let count = size - k - 1
      let tail = dot(v + 1, v + 1, count - 1)
      if tail == 0 {
        side[k] = v[0]
        continue
      }
      let norm = (v[0] * v[0] + tail).squareRoot()
      side[k] = v[0] > 0 ? -norm : norm
      v[0] -= side[k]
      factors[k] = 2 / (v[0] * v[0] + tail)
      Self.reflect(matrix, size: size, from: k + 1, v, factor: factors[k])
    }
    for k in 0..<size { diagonal[k] = matrix[k * size + k] }
    if size > 1 { side[size - 2] = matrix[(size - 2) * size + size - 1] }
    for k in stride(from: size - 3, through: 0, by: -1) where factors[k] != 0 {
      let v = matrix + k * size + k + 1
      for row in k + 1..<size {
        let target = vectors + row * size + k + 1
        let product = factors[k] * dot(target, v, size - k - 1)
        add(-product, v, to: target, size - k - 1)
      }
    }
  }

  /// `A - v wᵀ - w vᵀ` with `w = p - (factor / 2 * pᵀ v) v`, `p = factor * A v`, for the part
  /// of the matrix from row and column `start`.
  private static func reflect(
    _ matrix: UnsafeMutablePointer<Double>, size: Int, from start: Int,
    _ v: UnsafeMutablePointer<Double>, factor: Double
  ) {
    let count = size - start
    var w = [Double](repeating: 0, count: count)
    w.withUnsafeMutableBufferPointer { w in
      guard let w = w.baseAddress else { return }
      for i in 0..<count { w[i] = factor * dot(matrix + (start + i) * size + start, v, count) }
      add(-factor / 2 * dot(w, v, count), v, to: w, count)
      for i in 0..<count {
        let row = matrix + (start + i) * size + start
        add(-v[i], w, to: row, count)
        add(-w[i], v, to: row, count)
      }
    }
  }

  /// Implicit QL; the rows of `vectors` take every rotation and become the eigenvectors.
  ///
  /// An eigenvalue that has not settled after 60 sweeps, which no finite matrix is known to
  /// need, is left as it is: the vectors stay orthonormal.
  mutating func diagonalize(_ vectors: UnsafeMutablePointer<Double>) {
    for start in diagonal.indices {
      for _ in 0..<60 {
        let end = blockEnd(from: start)
        if end == start { break }
        sweep(from: start, to: end, vectors)
      }
    }
  }

  /// The last row of the block that starts at `start` and is not yet decoupled.
  private func blockEnd(from start: Int) -> Int {
    var end = start
    while end < diagonal.count - 1 {
      let scale = abs(diagonal[end]) + abs(diagonal[end + 1])
      if abs(side[end]) <= scale * 0x1p-52 { break }
      end += 1
    }
    return end
  }

  private mutating func sweep(
    from start: Int, to end: Int, _ vectors: UnsafeMutablePointer<Double>
  ) {
    let size = diagonal.count
    var g = (diagonal[start + 1] - diagonal[start]) / (2 * side[start])
    var r = (g * g + 1).squareRoot()
    g = diagonal[end] - diagonal[start] + side[start] / (g + (g < 0 ? -r : r))
    var (sine, cosine, shift) = (1.0, 1.0, 0.0)
    for i in stride(from: end - 1, through: start, by: -1) {
      let f = sine * side[i]
      let b = cosine * side[i]
      r = (f * f + g * g).squareRoot()
      side[i + 1] = r
      if r == 0 {
        diagonal[i + 1] -= shift
        side[end] = 0
        return
      }
      sine = f / r
      cosine = g / r
      g = diagonal[i + 1] - shift
      r = (diagonal[i] - g) * sine + 2 * cosine * b
      shift = sine * r
      diagonal[i + 1] = g + shift
      g = cosine * r - b
      rotate(vectors + i * size, vectors + (i + 1) * size, sine, cosine, size)
    }
    diagonal[start] -= shift
    side[start] = g
    side[end] = 0
  }
}

@inline(__always)
private func lanes(_ pointer: UnsafePointer<Double>, _ offset: Int) -> SIMD8<Double> {
  UnsafeRawPointer(pointer + offset).loadUnaligned(as: SIMD8<Double>.self)
}

@inline(__always)
private func store(
  _ lanes: SIMD8<Double>, _ pointer: UnsafeMutablePointer<Double>, _ offset: Int
) {
  UnsafeMutableRawPointer(pointer + offset).storeBytes(of: lanes, as: SIMD8<Double>.self)
}

/// `x · y`
private func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int) -> Double {
  var sums = SIMD8<Double>.zero
  let whole = count & ~7
  for i in stride(from: 0, to: whole, by: 8) { sums += lanes(x, i) * lanes(y, i) }
  var sum = sums.sum()
  for i in whole..<max(whole, count) { sum += x[i] * y[i] }
  return sum
}

/// `y += factor * x`
private func add(
  _ factor: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, _ count: Int
) {
  let whole = count & ~7
  for i in stride(from: 0, to: whole, by: 8) { store(lanes(y, i) + factor * lanes(x, i), y, i) }
  for i in whole..<max(whole, count) { y[i] += factor * x[i] }
}

/// `(x, y) = (cosine * x - sine * y, sine * x + cosine * y)`
private func rotate(
  _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>, _ sine: Double,
  _ cosine: Double, _ count: Int
) {
  let whole = count & ~7
  for i in stride(from: 0, to: whole, by: 8) {
    let (a, b) = (lanes(x, i), lanes(y, i))
    store(cosine * a - sine * b, x, i)
    store(sine * a + cosine * b, y, i)
  }
  for i in whole..<max(whole, count) {
    let (a, b) = (x[i], y[i])
    x[i] = cosine * a - sine * b
    y[i] = sine * a + cosine * b
  }
}
