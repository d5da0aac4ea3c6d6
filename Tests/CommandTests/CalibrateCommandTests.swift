import Foundation
import TestSupport
import Testing

/// Two parts of the calibration text of the built-in model.
private struct Shards {
  let model: Shakespeare
  var parts: [String] { ["a", "b"].map { "\(model.directory)/\($0).txt" } }
  var statistics: [String] { ["a", "b"].map { "\(model.directory)/\($0).stats" } }
  var merged: String { model.directory + "/merged.stats" }

  init(_ model: Shakespeare) throws {
    self.model = model
    let text = try readFile(model.calibration)
    try writeFile(Array(text[0..<1500]), to: parts[0])
    try writeFile(Array(text[1500..<4000]), to: parts[1])
  }

  /// Measures one round on each part, and merges in the reverse order.
  func round(_ options: [String]) throws -> String {
    for (part, statistics) in zip(parts, statistics) {
      let adder = try AdderProcess(
        arguments: ["calibrate", model.checkpoint, "--data", part, "--output", statistics]
          + options)
      try #require(adder.status == 0, "\(adder.errors)")
    }
    let adder = try AdderProcess(
      arguments: ["merge"] + statistics.reversed() + ["--output", merged])
    try #require(adder.status == 0, "\(adder.errors)")
    return adder.text
  }
}

@Test(arguments: [["--method", "rtn"], ["--weight-bits", "4"]])
func shardsQuantizeAsAllDataAtOnce(options: [String]) throws {
  try Shakespeare.with(isQuantized: false) { model in
    let shards = try Shards(model)
    var next = try shards.round(options)
    var rounds = 1
    while !next.contains("adder quantize") {
      #expect(next.contains("round       \(rounds) of 3\ndata files  2\n"), "\(next)")
      next = try shards.round(["--after", shards.merged])
      rounds += 1
    }
    #expect(rounds == (options.contains("rtn") ? 1 : 3))
    let whole = model.directory + "/whole.graph"
    let calibration = shards.parts.flatMap { ["--calibration", $0] }
    for arguments in [
      ["--statistics", shards.merged, "--output", model.graph],
      calibration + options + ["--output", whole],
    ] {
      let adder = try AdderProcess(arguments: ["quantize", model.checkpoint] + arguments)
      #expect(adder.status == 0, "\(adder.errors)")
    }
    #expect(try readFile(model.graph) == readFile(whole))

    let inspection = try AdderProcess("inspect", shards.merged)
    #expect(inspection.text.hasPrefix("statistics "))
    #expect(inspection.text.contains("    absmax       p99     p99.9    p99.99\n"))
    let json = try AdderProcess("inspect", shards.merged, "--json")
    #expect(json.text.contains("\"p99_99\" : "))
  }
}

@Test func allRoundsOverOneFileEqualQuantize() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let part = try Shards(model).parts[1]
    let statistics = model.directory + "/all.stats"
    let whole = model.directory + "/whole.graph"
    for arguments in [
      ["calibrate", model.checkpoint, "--data", part, "--all-rounds", "--output", statistics],
      ["quantize", model.checkpoint, "--statistics", statistics, "--output", model.graph],
      ["quantize", model.checkpoint, "--calibration", part, "--output", whole],
    ] {
      let adder = try AdderProcess(arguments: arguments)
      #expect(adder.status == 0, "\(adder.errors)")
    }
    #expect(try readFile(model.graph) == readFile(whole))
  }
}

@Test func statisticsThatDoNotFitAreRefused() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let shards = try Shards(model)
    _ = try shards.round(["--method", "smoothquant"])
    let (merged, first) = (shards.merged, shards.statistics[0])
    func errors(_ status: Int32, _ arguments: [String]) throws -> String {
      let adder = try AdderProcess(arguments: arguments)
      #expect(adder.status == status)
      return adder.errors
    }
    let quantize = ["quantize", model.checkpoint, "--output", model.graph]
    let calibrate = ["calibrate", model.checkpoint, "--output", model.directory + "/x.stats"]
    #expect(
      try errors(65, quantize + ["--statistics", merged])
        == "adder: error: '\(merged)' holds 1 of 2 rounds; "
        + "measure the next one with 'adder calibrate --after \(merged)'\n")
    #expect(
      try errors(65, ["merge", first, first, "--output", merged])
        .contains("' and '\(first)' cannot be merged: both have seen the data "))
    #expect(
      try errors(65, calibrate + ["--data", model.heldOut, "--after", merged])
        == "adder: error: '\(model.heldOut)' is not among the data of '\(merged)'; "
        + "every round takes the same data\n")
    #expect(
      try errors(64, calibrate + ["--data", shards.parts[0], "--after", merged, "--method", "rtn"])
        == "adder: error: --method does not apply: --after settles it; "
        + "see 'adder calibrate --help'\n")
    #expect(
      try errors(64, quantize + ["--statistics", merged, "--calibration", shards.parts[0]])
        == "adder: error: --calibration and --statistics exclude each other; "
        + "see 'adder quantize --help'\n")
    #expect(
      try errors(64, quantize)
        == "adder: error: missing --calibration FILE; see 'adder quantize --help'\n")
    try #require(
      try AdderProcess(
        arguments: calibrate + ["--data", shards.parts[0], "--after", merged]
      ).status == 0)
    #expect(
      try errors(65, quantize + ["--statistics", model.directory + "/x.stats"])
        .contains("round 2 in '\(model.directory)/x.stats' lacks 1 of 2 data files ("))
  }
}
