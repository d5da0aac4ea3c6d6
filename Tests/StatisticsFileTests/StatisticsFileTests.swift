import Calibration
import FuzzTargets
import StatisticsFile
import TestSupport
import Testing

@Test func aRecordComesBackFromItsFile() throws {
  try withTemporaryDirectory { directory in
    let path = directory + "/stats"
    var record = StatisticsFixture.record(seed: 1, data: [["b", "a"], ["a"]])
    record.options = ["--layout feature-major"]
    try StatisticsFile.write(record, to: path)
    #expect(try StatisticsFile.read(path) == record)
    #expect(StatisticsFile.isStatistics(path))
    #expect(record.missingData == ["b"])
    #expect(!record.isComplete)
  }
}

@Test func mergingInAnyOrderGivesTheSameBytes() throws {
  try withTemporaryDirectory { directory in
    let paths = try (1...4).map { seed in
      let path = "\(directory)/\(seed)"
      try StatisticsFile.write(StatisticsFixture.part(UInt64(seed)), to: path)
      return path
    }
    let merged = try StatisticsFile.merge(paths)
    #expect(merged.data == ["data 1", "data 2", "data 3", "data 4"])
    let bytes = try StatisticsFixture.bytes(merged)
    for order in [[3, 1, 0, 2], [2, 3, 1, 0]] {
      let other = try StatisticsFile.merge(order.map { paths[$0] })
      #expect(try StatisticsFixture.bytes(other) == bytes)
    }
    let halves = [directory + "/left", directory + "/right"]
    try StatisticsFile.write(try StatisticsFile.merge([paths[3], paths[0]]), to: halves[0])
    try StatisticsFile.write(try StatisticsFile.merge([paths[1], paths[2]]), to: halves[1])
    #expect(try StatisticsFixture.bytes(StatisticsFile.merge(halves)) == bytes)
  }
}

@Test func mergingAddsUp() throws {
  var record = StatisticsFixture.part(1)
  let (first, second) = (
    record.rounds[0].measurements, StatisticsFixture.part(2).rounds[0].measurements
  )
  try record.merge(StatisticsFixture.part(2))
  let sum = record.rounds[0].measurements
  let site = StatisticsFixture.gated
  #expect(
    sum.sites[site]?.count == (first.sites[site]?.count ?? 0) + (second.sites[site]?.count ?? 0))
  for group in StatisticsFixture.groups {
    let sums = zip(first.moments[group]?.sums ?? [], second.moments[group]?.sums ?? [])
    #expect(sum.moments[group]?.sums == sums.map { $0 + $1 })
  }
}
