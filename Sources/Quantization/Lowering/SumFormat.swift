import Foundation

/// The scale of an int32 vector that a norm reads: of the residual stream, one format from the
/// embedding to the final norm, or of a product inside a mixer.
///
/// Fine enough that rounding does not matter (22 bits below the calibrated maximum), coarse
/// enough that the worst case, computed from the actual weights, cannot overflow.
struct SumFormat {
  /// What adds to the vector: accumulators with a real scale and a bound for each row.
  struct Producer {
    /// Real value of one unit of the accumulator, [rows].
    var scales: [Double]
    /// Largest magnitude of the accumulator, [rows].
    var bounds: [Int64]
    /// Largest left shift that the producing step allows.
    var leftLimit: Int

    /// All that the rows of a matrix add.
    ///
    /// - Parameter inputLimit: Largest magnitude of an input element.
    init(_ rows: QuantizedLinear, inputLimit: Int) {
      self.init(
        scales: rows.accumulatorScales, bounds: rows.bounds(inputLimit: inputLimit),
        leftLimit: 30)
    }

    init(scales: [Double], bounds: [Int64], leftLimit: Int) {
      self.scales = scales
      self.bounds = bounds
      self.leftLimit = leftLimit
    }

    /// Largest real magnitude that it can add.
    var worst: Double {
      zip(scales, bounds).reduce(0) { max($0, $1.0 * Double($1.1)) }
    }
  }

  /// Real value of one unit.
  let scale: Double
  /// Largest magnitude of any element, in units; proved from the weights.
  let bound: Double

  /// A vector whose format is settled.
  init(scale: Double, bound: Double) {
    self.scale = scale
    self.bound = bound
  }

  /// - Parameters:
  ///   - place: What the vector is, for errors.
  ///   - calibratedMaximum: 0 makes the format as fine as the worst case allows.
  init(
    of place: String, calibratedMaximum: Double = 0, producers: [Producer]
  ) throws(QuantizationError) {
    let worst = producers.reduce(0) { $0 + $1.worst }
    var scale = max(calibratedMaximum * 0x1p-22, worst * 0x1p-30, 1e-30)
    var attempts = 0
    while !producers.allSatisfy({ Self.fits($0, scale: scale) }) {
      scale *= 2
      attempts += 1
      guard attempts < 64 else {
        throw .rangeExceeded(place: place, need: "no scale serves all that it is the sum of")
      }
    }
    self.scale = scale
    bound = worst / scale + Double(producers.count)
  }

  private static func fits(_ producer: Producer, scale: Double) -> Bool {
    guard let factors = ScaleDecomposition(producer.scales.map { $0 / scale }),
      factors.left <= producer.leftLimit
    else { return false }
    return producer.bounds.allSatisfy { $0 < (Int64(1) << 31) >> Int64(factors.left) }
  }
}
