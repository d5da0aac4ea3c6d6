import Foundation

/// What each channel of an activation is divided by, and the columns that read it multiplied
/// by: SmoothQuant's `s = max|x|^alpha / max|w|^(1 - alpha)`.
///
/// Only ratios matter, since a scale for the whole tensor follows; the factors have geometric
/// mean 1 and lie in 2^-12...2^12. Channels that are always zero, or that nothing reads, count
/// as a millionth of the largest.
struct SmoothingFactors {
  /// [channels]
  let values: [Float]
  var inverse: [Float] { values.map { 1 / $0 } }

  /// - Parameters:
  ///   - activation: Largest magnitude of each channel.
  ///   - weight: Largest magnitude in each column of the matrices that read it.
  ///   - alpha: Share of the difficulty that moves from activations to weights, 0...1.
  init(activation: [Float], weight: [Float], alpha: Double = 0.5) {
    let x = Self.logarithms(activation)
    let w = Self.logarithms(weight)
    let logarithms = zip(x, w).map { alpha * $0 - (1 - alpha) * $1 }
    let mean = logarithms.reduce(0, +) / Double(max(logarithms.count, 1))
    values = logarithms.map { Float(exp2(max(-12, min(12, $0 - mean)))) }
  }

  private static func logarithms(_ magnitudes: [Float]) -> [Double] {
    let floor = max(Double(magnitudes.max() ?? 0) * 1e-6, 1e-30)
    return magnitudes.map { log2(max(Double($0), floor)) }
  }
}
