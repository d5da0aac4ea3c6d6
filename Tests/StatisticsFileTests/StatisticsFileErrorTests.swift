import Calibration
import FloatReference
import FuzzTargets
import Model
import StatisticsFile
import TensorFile
import TestSupport
import Testing

/// What merging `other` into the first part of the fixture complains of.
private func complaint(_ change: (inout CalibrationRecord) -> Void) -> String {
  var record = StatisticsFixture.record(seed: 1, data: [["a", "b"], ["a"]])
  var other = StatisticsFixture.record(seed: 1, data: [["a", "b"], ["b"]])
  change(&other)
  do {
    try record.merge(other)
    return "merged"
  } catch {
    return "\(StatisticsFileError.cannotMerge(first: "x", second: "y", error))"
  }
}

@Test func whatDoesNotBelongTogetherIsNotMerged() {
  let prefix = "'x' and 'y' cannot be merged: "
  #expect(complaint { _ in } == "merged")
  #expect(
    complaint { $0.checkpoint = "fedcba98765432100" }
      == prefix + "they were measured on checkpoints 0123456789ab... and fedcba987654...")
  #expect(
    complaint { $0.method = "rtn" }
      == prefix + "they are for the methods 'mambaquant' and 'rtn'")
  #expect(
    complaint { $0.weightBits = 8 } == prefix + "they are for weights of 4 and 8 bits")
  #expect(
    complaint { $0.options = ["--layout feature-major"] }
      == prefix + "their data was read with '' and '--layout feature-major'")
  #expect(
    complaint { $0.rounds.removeLast() }
      == prefix + "they hold rounds 1...2 and 1...1; merge files of one round")
  #expect(
    complaint { $0.rounds[0].data = ["c"] }
      == prefix + "the rounds before the last one differ; give both the same --after")
  #expect(
    complaint { $0.rounds[1].data = ["a"] }
      == prefix + "both have seen the data a...; leave one of them out")
  #expect(
    complaint {
      $0.rounds[1].measurements.sites[StatisticsFixture.gated] = SiteStatistics(width: 4)
    } == prefix + "they measured tensors of different widths")
}

@Test func errorsSayWhatToDo() {
  let cases: [(StatisticsFileError, String)] = [
    (
      .otherCheckpoint(path: "x", madeFrom: "0123456789abcdef", given: "fedcba9876543210"),
      "'x' was measured on checkpoint 0123456789ab..., not on fedcba987654...; "
        + "give the checkpoint it was measured on"
    ),
    (
      .unknownMethod(path: "x", method: "m", weightBits: 3, rounds: 9),
      "'x' is for the method 'm' with weights of 3 bits in 9 rounds, "
        + "which this program does not have; calibrate again"
    ),
    (
      .newData(path: "x", data: "d"),
      "'d' is not among the data of 'x'; every round takes the same data"
    ),
    (
      .missingData(path: "x", round: 2, missing: ["0123456789abcdef"], count: 3),
      "round 2 in 'x' lacks 1 of 3 data files (0123456789ab...); "
        + "calibrate on them and merge the results"
    ),
    (
      .missingRounds(path: "x", finished: 1, count: 3),
      "'x' holds 1 of 3 rounds; measure the next one with 'adder calibrate --after x'"
    ),
    (
      .allRounds(path: "x"),
      "'x' holds all rounds already; use it with 'adder quantize --statistics'"
    ),
  ]
  for (error, text) in cases { #expect(error.description == text) }
}

/// What reading a file complains of, without its path.
private func complaintOfFile(
  _ change: (inout [String: String], inout [TensorContent]) -> Void
) throws -> String {
  try withTemporaryDirectory { directory in
    let path = directory + "/stats"
    var forgery = try StatisticsForgery(StatisticsFixture.part(1))
    change(&forgery.metadata, &forgery.tensors)
    try forgery.write(to: path)
    do {
      _ = try StatisticsFile.read(path)
      return "read"
    } catch {
      return "\(error)".replacing(path, with: "x")
    }
  }
}

@Test func metadataIsChecked() throws {
  #expect(try complaintOfFile { _, _ in } == "read")
  #expect(
    try complaintOfFile { metadata, _ in metadata["format"] = "adder-graph" }
      == "'x' holds no statistics: its metadata has no \"format\" \"adder-statistics\"; "
      + "make it with 'adder calibrate'")
  #expect(
    try complaintOfFile { metadata, _ in metadata["version"] = "2" }
      == "'x' has version '2' of statistics, this program reads version 1; "
      + "use a newer Adder or calibrate again")
  #expect(
    try complaintOfFile { metadata, _ in metadata["note"] = "" }
      == "'x': the metadata has the unknown key \"note\"; remove it")
  #expect(
    try complaintOfFile { metadata, _ in metadata["weight_bits"] = "many" }
      == "'x': \"weight_bits\" of the metadata must be an integer in 1...32; calibrate again")
  #expect(
    try complaintOfFile { metadata, _ in metadata["round_count"] = "0" }
      == "'x': \"round_count\" of the metadata must be an integer in 1...1000; calibrate again")
  #expect(
    try complaintOfFile { metadata, _ in metadata["data"] = "[[\"a\",\"a\"]]" }
      == "'x': \"data\" of the metadata must be a list of the data of each round, "
      + "different texts; calibrate again")
  #expect(
    try complaintOfFile { metadata, _ in metadata["values"] = "7" }
      == "'x': \"values\" of the metadata must be a list of texts; calibrate again")
}

@Test func tensorsAreChecked() throws {
  func complaint(_ name: String, _ change: (inout TensorContent) -> Void) throws -> String {
    try complaintOfFile { _, tensors in
      guard let index = tensors.firstIndex(where: { $0.name == name }) else { return }
      change(&tensors[index])
    }
  }
  let site = "1/layer 0 gated/"
  let start = "'x': tensor \"\(site)"
  #expect(
    try complaint(site + "histogram") { $0.name = "1/layer 0 gates/histogram" }
      == "'x': tensor \"1/layer 0 gates/histogram\" is none that statistics have; calibrate again")
  #expect(
    try complaint(site + "histogram") { $0.name = "2/layer 0 gated/histogram" }
      == "'x': tensor \"2/layer 0 gated/histogram\" is none that statistics have; calibrate again")
  #expect(
    try complaint(site + "maximum") { $0.name = "1/layer 1 gated/maximum" }
      .hasSuffix("is missing; calibrate again"))
  #expect(
    try complaint(site + "maximum") { $0.shape = [5, 1] }
      == start + "maximum\" is F32 [5, 1], but must be F32 [n]; calibrate again")
  #expect(
    try complaint(site + "maximum") { $0.bytes[3] = 0xff }
      == start + "maximum\" has impossible numbers: they must be finite and not negative; "
      + "calibrate again")
  #expect(
    try complaint(site + "positions") { $0.bytes[7] = 1 }
      == start + "positions\" has impossible numbers: they must be in 1...281474976710656; "
      + "calibrate again")
  #expect(
    try complaint(site + "histogram") { $0.bytes[1] = 0x7f }
      == start + "histogram\" has impossible numbers: they must be ascending bins below 8160 "
      + "and counts in 1...281474976710656; calibrate again")
  #expect(
    try complaint(site + "moment") { $0.bytes[15] = 0x80 }
      == start + "moment\" has impossible numbers: they must be not negative on the diagonal; "
      + "calibrate again")
  #expect(
    try complaint(site + "moment") { $0.bytes[15] = 0x7f }
      == start + "moment\" has impossible numbers: they must be at most 2^112; calibrate again")
  #expect(
    try complaint(site + "moment") {
      $0.shape = [14, 2]
      $0.bytes.removeLast(16)
    } == start + "moment\" is I64 [14, 2], but must be half a matrix; calibrate again")
}
