import FloatReference

/// Gathers all that one round of measuring asks for.
struct MeasurementObserver: Observer {
  /// Nil where ranges are not asked for.
  private var ranges: StatisticsObserver?
  private var moments: SecondMomentObserver

  init(ranges: Bool, moments: [Site: SharedSecondMoment]) {
    self.ranges = ranges ? StatisticsObserver() : nil
    self.moments = SecondMomentObserver(moments: moments)
  }

  mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int) {
    ranges?.observe(site, values: values, width: width)
    moments.observe(site, values: values, width: width)
  }

  /// Statistics of every site; none where ranges are not asked for.
  var statistics: [Site: SiteStatistics] { ranges?.statistics ?? [:] }
}
