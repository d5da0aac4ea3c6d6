/// Rounding of rows of weights that lets later columns make up for the error of earlier ones,
/// so that the products with the calibrated inputs change least.
///
/// GPTQ (Frantar et al. 2022) in the form of the nearest plane: with H = M Mᵀ, M upper
/// triangular, the squared error eᵀ H e of the products is the sum over columns of
/// `(M[j][j] e[j] + sum over k < j of M[k][j] e[k])^2`, of which each term is made small in turn.
struct ErrorCompensation {
  let width: Int
  /// What a squared error of each column costs once the later ones have made up for it: [width].
  let sensitivity: [Double]
  /// `M[k][j] / M[j][j]` for k < j, row j: [width, width], zeros elsewhere.
  private let factors: [Double]

  /// Share of the mean of the diagonal that is added to the diagonal.
  static let damping = 0.01

  /// - Parameter moment: H, symmetric: [width, width].
  init(moment: [Double], width: Int) {
    precondition(moment.count == width * width)
    self.width = width
    let mean = (0..<width).reduce(0) { $0 + moment[$1 * width + $1] } / Double(width)
    let damped = max(mean, Double.leastNormalMagnitude) * Self.damping
    let upper = Self.factorized(moment, width: width, damped: damped)
    sensitivity = (0..<width).map { upper[$0 * width + $0] * upper[$0 * width + $0] }
    var factors = [Double](repeating: 0, count: width * width)
    for j in 0..<width {
      for k in 0..<j { factors[j * width + k] = upper[k * width + j] / upper[j * width + j] }
    }
    self.factors = factors
  }

  /// M of `moment + damped I = M Mᵀ`, from the last row to the first.
  private static func factorized(_ moment: [Double], width: Int, damped: Double) -> [Double] {
    var upper = [Double](repeating: 0, count: width * width)
    upper.withUnsafeMutableBufferPointer { upper in
      guard let m = upper.baseAddress else { return }
      for j in (0..<width).reversed() {
        let tail = j + 1
        let row = m + j * width
        let square = moment[j * width + j] + damped - dot(row + tail, row + tail, width - tail)
        // The damping bounds what is left from below; rounding may take some of that.
        row[j] = max(square, damped * 0x1p-20).squareRoot()
        for i in 0..<j {
          let other = m + i * width
          let rest = moment[i * width + j] - dot(other + tail, row + tail, width - tail)
          other[j] = rest / row[j]
        }
      }
    }
    return upper
  }

  /// Rounds one row to multiples, -7...7, of the step of each column.
  ///
  /// - Parameters:
  ///   - row: [width]
  ///   - steps: Real value of one unit of each column, positive: [width].
  ///   - errors: Work space: [width].
  func round(
    _ row: UnsafeBufferPointer<Float>, steps: [Double], errors: inout [Double],
    into output: UnsafeMutableBufferPointer<Int8>
  ) {
    errors.withUnsafeMutableBufferPointer { errors in
      factors.withUnsafeBufferPointer { factors in
        guard let factors = factors.baseAddress, let e = errors.baseAddress else { return }
        for j in 0..<width {
          let weight = Double(row[j])
          let target = weight + dot(factors + j * width, e, j)
          let level = max(-7, min(7, (target / steps[j]).rounded()))
          e[j] = weight - level * steps[j]
          output[j] = Int8(level)
        }
      }
    }
  }
}

/// Sum of products, in eight interleaved sums.
private func dot(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
) -> Double {
  var sums = SIMD8<Double>.zero
  var i = 0
  while i + 8 <= count {
    let left = UnsafeRawPointer(a + i).loadUnaligned(as: SIMD8<Double>.self)
    sums += left * UnsafeRawPointer(b + i).loadUnaligned(as: SIMD8<Double>.self)
    i += 8
  }
  var sum = sums.sum()
  while i < count {
    sum += a[i] * b[i]
    i += 1
  }
  return sum
}
