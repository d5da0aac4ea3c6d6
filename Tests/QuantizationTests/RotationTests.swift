import Calibration
import Foundation
import Model
import TestSupport
import Testing

@testable import Quantization

/// `Rᵀ C R`.
private func rotated(_ moment: [Double], _ rotation: Rotation) -> [Double] {
  let n = rotation.size
  var transposed = [Double](repeating: 0, count: n * n)
  for i in 0..<n { for j in 0..<n { transposed[j * n + i] = rotation.matrix[i * n + j] } }
  let left = matrixProduct(transposed, moment, rows: n, inner: n, columns: n)
  return matrixProduct(left, rotation.matrix, rows: n, inner: n, columns: n)
}

private func identityError(_ rotation: Rotation) -> Double {
  let n = rotation.size
  var identity = [Double](repeating: 0, count: n * n)
  for i in 0..<n { identity[i * n + i] = 1 }
  return zip(rotated(identity, rotation), identity).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// Activations with two outlier channels and correlated neighbours.
private func outliers(_ n: Int, _ random: inout SeededRandom) -> SecondMoment {
  let observer = MomentSource(width: n)
  for _ in 0..<4 * n {
    var x = random.floats(n)
    for i in 1..<max(1, n) { x[i] += 0.5 * x[i - 1] }
    x[0] *= 40
    x[n / 2] = 25 + 3 * x[n / 2]
    observer.add(x)
  }
  return observer.moment
}

@Test(arguments: [1, 2, 3, 5, 6, 12, 21, 40, 48, 64, 72])
func everyChannelOfTheRotatedVectorHasTheSameVariance(n: Int) {
  var random = SeededRandom()
  let moment = outliers(n, &random)
  let rotation = Rotation.karhunenLoeve(moment)
  #expect(identityError(rotation) < 1e-12)
  let result = rotated(moment.matrix, rotation)
  let mean = (0..<n).reduce(0) { $0 + moment.matrix[$1 * n + $1] } / Double(n)
  for i in 0..<n { #expect(abs(result[i * n + i] / mean - 1) < 1e-9) }
}

@Test func aHadamardRotationAloneLeavesTheVariancesUnequal() {
  var random = SeededRandom()
  let n = 48
  let moment = outliers(n, &random)
  let rotation = Rotation.hadamard(size: n)
  #expect(identityError(rotation) < 1e-12)
  let result = rotated(moment.matrix, rotation)
  let variances = (0..<n).map { result[$0 * n + $0] }
  #expect((variances.max() ?? 0) > 1.1 * (variances.min() ?? 0))
}

@Test(arguments: [(1, 1, 1), (3, 5, 2), (4, 4, 4), (7, 12, 9), (258, 6, 6)])
func matrixProductsAreSumsOfProducts(rows: Int, inner: Int, columns: Int) {
  var random = SeededRandom()
  let left = random.floats(rows * inner).map(Double.init)
  let right = random.floats(inner * columns).map(Double.init)
  let product = matrixProduct(left, right, rows: rows, inner: inner, columns: columns)
  for i in 0..<rows {
    for j in 0..<columns {
      let sum = (0..<inner).reduce(0.0) { $0 + left[i * inner + $1] * right[$1 * columns + j] }
      #expect(abs(product[i * columns + j] - sum) < 1e-12)
    }
  }
}

@Test func foldedWeightsUndoTheRotation() {
  var random = SeededRandom()
  let (n, rows, columns) = (12, 300, 5)
  let rotation = Rotation.karhunenLoeve(outliers(n, &random))
  let reader = Tensor(shape: [rows, n], values: random.floats(rows * n))
  let writer = Tensor(shape: [n + 2, columns], values: random.floats((n + 2) * columns))
  var (foldedReader, foldedWriter) = (reader, writer)
  rotation.foldInput(&foldedReader)
  rotation.foldOutput(&foldedWriter, firstRow: 2)
  #expect(foldedWriter.values[..<(2 * columns)] == writer.values[..<(2 * columns)])
  func product(_ reader: Tensor, _ writer: Tensor, _ i: Int, _ j: Int) -> Float {
    (0..<n).reduce(0) {
      $0 + reader.values[i * n + $1] * writer.values[($1 + 2) * columns + j]
    }
  }
  for i in 0..<rows {
    for j in 0..<columns {
      let difference = product(foldedReader, foldedWriter, i, j) - product(reader, writer, i, j)
      #expect(abs(difference) < 1e-4)
    }
  }
}

@Test func eigenvectorsOfARealModelsWidthTakeSeconds() {
  #if DEBUG
    print("SKIPPED eigenvectorsOfARealModelsWidthTakeSeconds: too long without optimisation")
  #else
    var random = SeededRandom()
    let n = 768
    let start = Date()
    let rotation = Rotation.karhunenLoeve(outliers(n, &random))
    print("rotation of \(n) channels: \(Date().timeIntervalSince(start)) s")
    #expect(identityError(rotation) < 1e-11)
  #endif
}
