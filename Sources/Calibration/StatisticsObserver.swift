import FloatReference

/// Gathers the statistics of every site it is shown.
struct StatisticsObserver: Observer {
  private var accumulators: [Site: SiteAccumulator] = [:]

  mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int) {
    if let accumulator = accumulators[site] {
      accumulator.add(values)
      return
    }
    let keepsHistogram =
      switch site {
      case .mixer(_, .state), .backward(_, .state): false
      default: true
      }
    let accumulator = SiteAccumulator(width: width, keepsHistogram: keepsHistogram)
    accumulator.add(values)
    accumulators[site] = accumulator
  }

  var statistics: [Site: SiteStatistics] { accumulators.mapValues(\.statistics) }
}
