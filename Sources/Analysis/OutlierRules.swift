/// Three rules for what an outlier channel is; each looks at the largest magnitudes of the
/// channels of one site.
package struct OutlierRules: Hashable, Sendable {
  /// LLM.int8 (Dettmers et al. 2022): a magnitude of 6 or more ...
  package static let large: Float = 6
  /// ... at this share of the positions or more.
  package static let largeShare = 0.06

  /// Standard deviations above the mean of the channels' largest magnitudes.
  package var sigmas: Double
  /// Multiple of the median of the channels' largest magnitudes.
  package var ratio: Double

  package init(sigmas: Double = 6, ratio: Double = 10) {
    self.sigmas = sigmas
    self.ratio = ratio
  }

  /// Channels whose largest magnitude is above the mean by more than ``sigmas`` deviations.
  func bySigma(_ maximum: [Float]) -> [Int] {
    let values = maximum.map(Double.init)
    let count = Double(max(values.count, 1))
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let threshold = mean + sigmas * variance.squareRoot()
    return values.indices.filter { values[$0] > threshold }
  }

  /// Channels whose largest magnitude is more than ``ratio`` times the median.
  func byRatio(_ maximum: [Float]) -> [Int] {
    let threshold = Self.median(maximum) * ratio
    return maximum.indices.filter { Double(maximum[$0]) > threshold }
  }

  /// Channels that are large at enough of `positions` positions.
  static func byLarge(_ large: [Int], positions: Int) -> [Int] {
    let needed = largeShare * Double(positions)
    return large.indices.filter { large[$0] > 0 && Double(large[$0]) >= needed }
  }

  /// The middle value, the upper one of two; 0 of none.
  static func median(_ values: [Float]) -> Double {
    values.isEmpty ? 0 : Double(values.sorted()[values.count / 2])
  }
}
