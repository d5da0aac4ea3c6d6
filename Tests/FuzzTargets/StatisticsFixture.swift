package import Calibration
package import FloatReference
import Model
package import StatisticsFile
package import TestSupport

/// Records that look like those of a small model.
package enum StatisticsFixture {
  package static let gated = Site.mixer(layer: 0, .gated)
  package static let backward = Site.backward(layer: 0, .dtLow)
  package static let groups: [[Site]] = [
    [gated], [.value(ValueID(1)), .value(ValueID(2))], [backward],
  ]

  /// A record of one round for each list of data.
  package static func record(seed: UInt64, data: [[String]]) -> CalibrationRecord {
    CalibrationRecord(
      checkpoint: "0123456789abcdef", method: "mambaquant", weightBits: 4, options: [],
      valueNames: ["frame", "a \"b\"", "c"], roundCount: 3,
      rounds: data.enumerated().map { index, data in
        var random = SeededRandom(seed: index + 1 == data.count ? seed : seed &+ 1)
        return .init(data: data, measurements: measurements(&random))
      })
  }

  /// A record of the first round over one file.
  package static func part(_ seed: UInt64) -> CalibrationRecord {
    record(seed: seed, data: [["data \(seed)"]])
  }

  package static func measurements(_ random: inout SeededRandom) -> Measurements {
    var result = Measurements()
    for (site, width) in [
      (Site.value(ValueID(1)), 3), (.value(ValueID(2)), 3), (gated, 5), (backward, 2),
    ] {
      var seen = SiteStatistics(width: width)
      seen.count = random.int(1...1000)
      seen.channelMaximum = random.floats(width, in: 0...9)
      seen.histogram = [3, 4000, 8159].map { HistogramBin(bin: $0, count: random.int(1...99)) }
      result.sites[site] = seen
    }
    var state = SiteStatistics(width: 10)
    state.count = 7
    result.sites[.mixer(layer: 0, .state)] = state
    result.sites[.backward(layer: 0, .state)] = state
    for (group, width) in zip(groups, [5, 3, 2]) {
      var sums = (0..<width * (width + 1) / 2).map { _ in
        Int128(random.int(0...Int.max - 1)) << 40
      }
      sums[1] = -sums[1]
      result.moments[group] = SecondMoment(width: width, count: random.int(1...99), sums: sums)
    }
    return result
  }

  /// Bytes of the file of `record`.
  package static func bytes(_ record: CalibrationRecord) throws -> [UInt8] {
    try withTemporaryDirectory { directory in
      try StatisticsFile.write(record, to: directory + "/stats")
      return try readFile(directory + "/stats")
    }
  }
}
