extension SiteStatistics {
  /// Adds what `other` saw. Exact: the order of merging does not matter.
  /// - Precondition: Both are of one width.
  package mutating func merge(_ other: SiteStatistics) {
    precondition(width == other.width, "statistics of one site have one width")
    count += other.count
    for channel in 0..<width {
      channelMaximum[channel] = larger(channelMaximum[channel], other.channelMaximum[channel])
    }
    histogram = merged(histogram, other.histogram)
  }
}

/// The larger magnitude; NaN is larger than every number, so that it is not lost.
private func larger(_ a: Float, _ b: Float) -> Float {
  a.bitPattern >= b.bitPattern ? a : b
}

/// Sum of two histograms that are sorted by bin.
private func merged(_ left: [HistogramBin], _ right: [HistogramBin]) -> [HistogramBin] {
  var result: [HistogramBin] = []
  result.reserveCapacity(max(left.count, right.count))
  var i = 0
  var j = 0
  while i < left.count, j < right.count {
    if left[i].bin == right[j].bin {
      result.append(HistogramBin(bin: left[i].bin, count: left[i].count + right[j].count))
      i += 1
      j += 1
    } else if left[i].bin < right[j].bin {
      result.append(left[i])
      i += 1
    } else {
      result.append(right[j])
      j += 1
    }
  }
  return result + left[i...] + right[j...]
}
