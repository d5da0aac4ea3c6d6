/// A symmetric grid of integers that float values are rounded to.
struct RoundingGrid: Hashable, Sendable {
  /// Real value of one unit: one for all channels, or one for each.
  var units: [Float]
  /// Largest magnitude in units.
  var limit: Float

  init(unit: Double, limit: Int) {
    self.init(units: [unit], limit: limit)
  }

  init(units: [Double], limit: Int) {
    self.units = units.map { max(Float($0), .leastNormalMagnitude) }
    self.limit = Float(limit)
  }

  /// - Parameter values: [positions, width]
  func round(_ values: UnsafeMutableBufferPointer<Float>, width: Int) {
    for row in stride(from: 0, to: values.count, by: width) {
      for channel in 0..<width {
        let unit = units.count == 1 ? units[0] : units[channel]
        let level = (values[row + channel] / unit + 0.5).rounded(.down)
        values[row + channel] = min(max(level, -limit), limit) * unit
      }
    }
  }
}
