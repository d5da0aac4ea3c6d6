extension SiteStatistics {
  /// The magnitude that a share of `fraction` of all values does not exceed, as the upper edge
  /// of its bin, at most ``maximum``; 0 without a histogram.
  /// - Precondition: `fraction` is in 0...1.
  package func percentile(_ fraction: Double) -> Float {
    precondition((0...1).contains(fraction), "a fraction is in 0...1")
    let total = histogram.reduce(0) { $0 + $1.count }
    guard total > 0 else { return 0 }
    let needed = fraction * Double(total)
    var seen = 0
    for bin in histogram {
      seen += bin.count
      if Double(seen) >= needed { return min(bin.upperEdge, maximum) }
    }
    return maximum
  }

  /// The clip that minimises the expected squared error of a symmetric grid with `levels`
  /// positive levels (127 for int8).
  ///
  /// Candidates are ``maximum`` and the upper edges of bins from an eighth of it; of equal
  /// ones the largest. A magnitude beyond the clip loses its excess, one below half a step
  /// loses itself, and every other has the error of a uniform distribution over a step.
  /// - Precondition: `levels > 0`.
  package func clipMinimisingError(levels: Int) -> Float {
    precondition(levels > 0, "a grid needs at least one level")
    let maximum = maximum
    guard maximum > 0, maximum.isFinite else { return maximum }
    var best = maximum
    var smallest = squaredError(clip: Double(maximum), levels: levels)
    for bin in histogram.reversed() {
      let candidate = bin.upperEdge
      if candidate >= maximum { continue }
      if candidate < maximum / 8 { break }
      let error = squaredError(clip: Double(candidate), levels: levels)
      if error < smallest {
        smallest = error
        best = candidate
      }
    }
    return best
  }

  private func squaredError(clip: Double, levels: Int) -> Double {
    let step = clip / Double(levels)
    var error = 0.0
    for bin in histogram {
      let magnitude = min(bin.middle, Double(maximum))
      let single: Double
      if magnitude > clip {
        single = (magnitude - clip) * (magnitude - clip)
      } else if magnitude < step / 2 {
        single = magnitude * magnitude
      } else {
        single = step * step / 12
      }
      error += Double(bin.count) * single
    }
    return error
  }
}

extension HistogramBin {
  /// Middle of the bin; 0 for the bin of zeros.
  fileprivate var middle: Double {
    guard bin > 0 else { return 0 }
    return (Double(Float(bitPattern: UInt32(bin) << 18)) + Double(upperEdge)) / 2
  }
}
