import Foundation
import TestSupport
import Testing

@testable import Quantization

/// Largest element of `|vectors * vectorsᵀ - 1|`.
private func deviation(_ vectors: [Double], _ n: Int) -> Double {
  var largest = 0.0
  for i in 0..<n {
    for j in 0...i {
      let product = (0..<n).reduce(0.0) { $0 + vectors[i * n + $1] * vectors[j * n + $1] }
      largest = max(largest, abs(product - (i == j ? 1 : 0)))
    }
  }
  return largest
}

/// Largest element of `|A v - lambda v|`.
private func residual(_ matrix: [Double], _ eigen: SymmetricEigenvectors, _ n: Int) -> Double {
  var largest = 0.0
  for i in 0..<n {
    for row in 0..<n {
      let product = (0..<n).reduce(0.0) {
        $0 + matrix[row * n + $1] * eigen.vectors[i * n + $1]
      }
      largest = max(largest, abs(product - eigen.values[i] * eigen.vectors[i * n + row]))
    }
  }
  return largest
}

/// `sum of x xᵀ` over `rank` random vectors whose channels have very different ranges.
private func covariance(_ n: Int, rank: Int, _ random: inout SeededRandom) -> [Double] {
  var matrix = [Double](repeating: 0, count: n * n)
  for _ in 0..<rank {
    let x = (0..<n).map { Double(random.float(-1...1)) * exp2(Double($0 % 13) - 6) }
    for i in 0..<n { for j in 0..<n { matrix[i * n + j] += x[i] * x[j] } }
  }
  return matrix
}

@Test(arguments: [1, 2, 3, 4, 9, 16, 33, 96])
func eigenvectorsDiagonalize(n: Int) {
  var random = SeededRandom()
  for rank in [0, 1, n / 2, 3 * n] {
    let matrix = covariance(n, rank: rank, &random)
    let eigen = SymmetricEigenvectors(matrix, size: n)
    let scale = max(matrix.reduce(0) { max($0, abs($1)) }, 1e-300)
    #expect(deviation(eigen.vectors, n) < 1e-12)
    #expect(residual(matrix, eigen, n) < scale * 1e-12 * Double(n))
    #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 >= $1 })
  }
}

@Test func eigenvaluesOfTheSecondDifferenceAreKnown() {
  let n = 40
  var matrix = [Double](repeating: 0, count: n * n)
  for i in 0..<n {
    matrix[i * n + i] = 2
    if i > 0 {
      matrix[i * n + i - 1] = -1
      matrix[(i - 1) * n + i] = -1
    }
  }
  let eigen = SymmetricEigenvectors(matrix, size: n)
  for (i, value) in eigen.values.enumerated() {
    let expected = 2 - 2 * cos(Double(n - i) * .pi / Double(n + 1))
    #expect(abs(value - expected) < 1e-13)
  }
}

@Test func vectorsStayOrthonormalWhereEigenvaluesCoincide() {
  let n = 24
  var matrix = [Double](repeating: 1, count: n * n)
  for i in 0..<n { matrix[i * n + i] = 3 }
  let eigen = SymmetricEigenvectors(matrix, size: n)
  #expect(deviation(eigen.vectors, n) < 1e-13)
  #expect(abs(eigen.values[0] - Double(n + 2)) < 1e-11)
  #expect(eigen.values.dropFirst().allSatisfy { abs($0 - 2) < 1e-12 })
}

@Test func aMatrixThatIsNoMatrixEnds() {
  let eigen = SymmetricEigenvectors(Array(repeating: .nan, count: 25), size: 5)
  #expect(eigen.values.count == 5)
}
