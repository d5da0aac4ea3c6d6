package import Calibration

/// Scales of activations from calibration. One policy, in one place.
package enum ActivationScale {
  /// Headroom of 16-bit activations over the calibrated maximum.
  package static let headroom = 1.25
  /// Headroom of the state, which can grow past what calibration saw.
  package static let stateHeadroom = 1.5

  /// int8, one scale: the clip of least expected squared error.
  package static func int8(_ statistics: SiteStatistics) -> Double {
    positive(Double(statistics.clipMinimisingError(levels: 127)) / 127)
  }

  /// int8, one scale for each channel: its largest magnitude.
  package static func int8PerChannel(_ statistics: SiteStatistics) -> [Double] {
    floored(statistics.channelMaximum.map { Double($0) / 127 })
  }

  /// int16 with headroom, one scale.
  package static func int16(_ statistics: SiteStatistics, limit: Int = 32767) -> Double {
    positive(Double(statistics.maximum) * headroom / Double(limit))
  }

  /// int16 with headroom, one scale for each channel.
  package static func int16PerChannel(_ statistics: SiteStatistics, headroom: Double = headroom)
    -> [Double]
  {
    floored(statistics.channelMaximum.map { Double($0) * headroom / 32767 })
  }

  /// Fraction bits of a 16-bit value that feeds SiLU: at most 12, at least 0.
  package static func fractionBits(_ statistics: SiteStatistics) -> Int {
    fractionBits(maximum: statistics.maximum)
  }

  /// As above, of a value whose largest magnitude in calibration was `maximum`.
  package static func fractionBits(maximum: Float) -> Int {
    var bits = 12
    while bits > 0, Double(maximum) * 1.1 >= Double(1 << (15 - bits)) { bits -= 1 }
    return bits
  }

  /// A scale of a site that was always zero must not be zero.
  private static func positive(_ scale: Double) -> Double { max(scale, 1e-12) }

  /// Quiet channels take at least a thousandth of the loudest one's scale: what calibration
  /// did not see in them must not saturate at once.
  private static func floored(_ scales: [Double]) -> [Double] {
    let floor = positive((scales.max() ?? 0) / 1024)
    return scales.map { max($0, floor) }
  }
}
