import Calibration
import TestSupport
import Testing

/// Statistics of one channel that saw `values`.
private func statistics(of values: [Float]) -> SiteStatistics {
  var result = SiteStatistics(width: 1)
  for value in values {
    var single = SiteStatistics(width: 1)
    single.count = 1
    single.channelMaximum = [value.magnitude]
    single.histogram = [HistogramBin(bin: Int(value.magnitude.bitPattern >> 18), count: 1)]
    result.merge(single)
  }
  return result
}

@Test func mergingIsIndependentOfTheOrder() {
  var random = SeededRandom()
  let parts = (0..<20).map { _ in statistics(of: random.floats(random.int(0...50), in: -9...9)) }
  var forward = SiteStatistics(width: 1)
  var backward = SiteStatistics(width: 1)
  for part in parts { forward.merge(part) }
  for part in parts.reversed() { backward.merge(part) }
  #expect(forward == backward)
  #expect(forward.count == parts.reduce(0) { $0 + $1.count })
  #expect(forward.histogram.map(\.bin) == forward.histogram.map(\.bin).sorted())
  #expect(forward.histogram.reduce(0) { $0 + $1.count } == forward.count)
}

@Test func mergingKeepsUndefinedMaxima() {
  var left = statistics(of: [1])
  left.merge(statistics(of: [.nan]))
  left.merge(statistics(of: [.infinity]))
  #expect(left.maximum.isNaN)
}

@Test func percentileIsTheUpperEdgeOfItsBin() {
  let seen = statistics(of: (1...1000).map(Float.init))
  #expect(seen.percentile(1) == 1000)
  #expect((500...516).contains(seen.percentile(0.5)))
  #expect((990...1000).contains(seen.percentile(0.99)))
  #expect((1...1.04).contains(seen.percentile(0)))
  #expect(statistics(of: []).percentile(0.5) == 0)
  #expect(statistics(of: [0, 0]).percentile(1) == 0)
}

@Test func clipOfEvenValuesIsTheMaximum() {
  let seen = statistics(of: (0...1000).map { Float($0) / 1000 })
  #expect(seen.clipMinimisingError(levels: 127) == 1)
}

@Test func clipCutsARareOutlier() {
  var random = SeededRandom()
  let seen = statistics(of: random.floats(5000) + [3])
  let clip = seen.clipMinimisingError(levels: 7)
  #expect(clip < 1.5)
  #expect(clip > 0.8)
}

@Test func clipIsNearTheBestOfTheMeasuredErrors() {
  var random = SeededRandom()
  // Sums of products have heavy tails.
  let values = (0..<4000).map { _ in
    random.float(-1...1) * random.float(-1...1) * random.float(0...4)
  }
  func error(_ clip: Float) -> Float {
    let step = clip / 15
    return values.reduce(0) { sum, value in
      let level = min(max((value / step).rounded(), -15), 15)
      return sum + (value - level * step) * (value - level * step)
    }
  }
  let seen = statistics(of: values)
  let best = (1...200).map { error(seen.maximum * Float($0) / 200) }.min() ?? 0
  #expect(error(seen.clipMinimisingError(levels: 15)) < best * 1.05)
}

@Test func clipOfDegenerateStatisticsIsTheMaximum() {
  #expect(statistics(of: []).clipMinimisingError(levels: 127) == 0)
  #expect(statistics(of: [0, 0]).clipMinimisingError(levels: 127) == 0)
  #expect(statistics(of: [5]).clipMinimisingError(levels: 127) == 5)
  #expect(statistics(of: [1, .infinity]).clipMinimisingError(levels: 127) == .infinity)
  #expect(
    statistics(of: [.greatestFiniteMagnitude]).clipMinimisingError(levels: 127)
      == .greatestFiniteMagnitude)
}
