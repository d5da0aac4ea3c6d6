/// What calibration knows of one site. Merging is exact and independent of the order.
package struct SiteStatistics: Hashable, Sendable, Codable {
  package var width: Int
  /// Positions seen.
  package var count: Int
  /// Largest magnitude for each channel, [width].
  package var channelMaximum: [Float]
  /// Counts of magnitudes over all channels: bin = bits of the float >> 18, so 32 bins an
  /// octave. Sparse: sorted by bin. Empty for a mixer's state.
  package var histogram: [HistogramBin]

  package init(width: Int) {
    self.width = width
    count = 0
    channelMaximum = Array(repeating: 0, count: width)
    histogram = []
  }

  /// Largest magnitude over all channels; NaN if there is one.
  package var maximum: Float {
    Float(bitPattern: channelMaximum.reduce(0) { max($0, $1.bitPattern) })
  }
}

/// One occupied bin of a magnitude histogram.
package struct HistogramBin: Hashable, Sendable, Codable {
  package var bin: Int
  package var count: Int

  package init(bin: Int, count: Int) {
    self.bin = bin
    self.count = count
  }

  /// Upper edge of the bin.
  package var upperEdge: Float { Float(bitPattern: UInt32(bin + 1) << 18) }
}
