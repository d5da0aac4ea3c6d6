/// Gathers the statistics of one site in dense form.
final class SiteAccumulator {
  private let width: Int
  private var count = 0
  /// Bit patterns of magnitudes, which order as the magnitudes do.
  private var maxima: [Int32]
  /// Counts for each of the 2^13 bins; empty where no histogram is kept.
  private var counts: [Int]

  private static let bins = 1 << 13
  private static let magnitudeMask: UInt32 = 0x7fff_ffff

  init(width: Int, keepsHistogram: Bool) {
    self.width = width
    maxima = Array(repeating: 0, count: width)
    counts = Array(repeating: 0, count: keepsHistogram ? Self.bins : 0)
  }

  /// - Parameter values: [positions, width]
  func add(_ values: UnsafeBufferPointer<Float>) {
    guard let start = values.baseAddress else { return }
    count += values.count / width
    maxima.withUnsafeMutableBufferPointer { maxima in
      for row in stride(from: 0, to: values.count, by: width) {
        for channel in 0..<width {
          let bits = Int32(
            truncatingIfNeeded: start[row + channel].bitPattern & Self.magnitudeMask)
          maxima[channel] = max(maxima[channel], bits)
        }
      }
    }
    guard !counts.isEmpty else { return }
    counts.withUnsafeMutableBufferPointer { counts in
      for i in 0..<values.count {
        counts[Int((start[i].bitPattern & Self.magnitudeMask) >> 18)] += 1
      }
    }
  }

  var statistics: SiteStatistics {
    var result = SiteStatistics(width: width)
    result.count = count
    result.channelMaximum = maxima.map { Float(bitPattern: UInt32($0)) }
    result.histogram = counts.indices.compactMap { bin in
      counts[bin] > 0 ? HistogramBin(bin: bin, count: counts[bin]) : nil
    }
    return result
  }
}
