import Foundation
import TestSupport
import Testing

@Test func quantizingTwiceGivesTheSameBytes() throws {
  let first = try Shakespeare.graphBytes.get()
  try Shakespeare.with(isQuantized: false) { model in
    let adder = try model.quantize()
    #expect(adder.status == 0)
    #expect(adder.text == "")
    #expect(adder.errors == "")
    #expect(try readFile(model.graph) == first)
  }
}

@Test func fourBitWeightsAreVerifiedOnTheHost() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let adder = try AdderProcess(
      "quantize", model.checkpoint, "--calibration", model.calibration, "--weight-bits", "4",
      "--group-size", "32", "--output", model.graph)
    #expect(adder.status == 0, "\(adder.errors)")
    let (four, eight) = (try readFile(model.graph).count, try Shakespeare.graphBytes.get().count)
    // Half of the bytes of in_proj and out_proj, less their group scales.
    #expect(four < eight - 4 * (384 * 96 + 96 * 192) * 2 / 5)
    let verification = try AdderProcess(
      "verify", model.graph, "--target", "host", "--cc", "cc", "--optimize", "O1", "--trace")
    #expect(verification.status == 0, "\(verification.text)")
  }
}

@Test func quantizeWritesNothingWhenItFails() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let missing = model.directory + "/none.txt"
    let adder = try model.quantize(calibration: missing)
    #expect(adder.status == 74)
    #expect(
      adder.errors == "adder: error: cannot read '\(missing)': No such file or directory\n")
    #expect(!FileManager.default.fileExists(atPath: model.graph))
  }
}

@Test func aTruncatedCheckpointIsBadInputAndKeepsTheOldGraph() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let weights = model.checkpoint + "/model.safetensors"
    try writeFile(Array(try readFile(weights).prefix(300_000)), to: weights)
    try writeFile("old", to: model.graph)
    let adder = try model.quantize()
    #expect(adder.status == 65)
    #expect(adder.errors.hasPrefix("adder: error: '\(weights)' is truncated or damaged"))
    #expect(try readFile(model.graph) == Array("old".utf8))
  }
}

@Test func aGraphPathThatCannotBeWrittenIsAnInputOutputError() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let adder = try AdderProcess(
      "quantize", model.checkpoint, "--calibration", model.calibration,
      "--output", model.directory)
    #expect(adder.status == 74)
    #expect(
      adder.errors == "adder: error: cannot write '\(model.directory)': it is a directory\n")
  }
}

@Test func theNameIsAllThatTheDirectoryGivesTheGraph() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let text = model.directory + "/short.txt"
    try writeFile("To be, or not to be", to: text)
    let moved = model.directory + "/Another Place"
    var graphs: [[UInt8]] = []
    for (checkpoint, options) in [
      (model.checkpoint, []), (moved, []), (moved, ["--name", "shakespeare"]),
    ] {
      if checkpoint == moved, graphs.count == 1 {
        try FileManager.default.moveItem(atPath: model.checkpoint, toPath: moved)
      }
      let adder = try AdderProcess(
        arguments: [
          "quantize", checkpoint, "--calibration", text, "--method", "rtn", "--output",
          model.graph,
        ] + options)
      #expect(adder.status == 0, "\(adder.errors)")
      graphs.append(try readFile(model.graph))
    }
    #expect(graphs[1] != graphs[0])
    #expect(graphs[2] == graphs[0])
  }
}

@Test func aNameThatStartsNoNamesOfCIsRefused() throws {
  try Shakespeare.with(isQuantized: false) { model in
    for name in ["", "Bard", "a b", "int", "adder_2", "a__b", String(repeating: "a", count: 41)] {
      let adder = try AdderProcess(
        "quantize", model.checkpoint, "--calibration", model.calibration, "--name=\(name)",
        "--output", model.graph)
      #expect(adder.status == 64)
      #expect(
        adder.errors == "adder: error: '\(name)' is no value for --name; allowed: lower-case "
          + "letters, digits and single underscores, a letter first, at most 40 characters, and no "
          + "word of C or C++; see 'adder quantize --help'\n")
    }
  }
}

@Test func aFolderThatIsMissingIsSaidBeforeTheLongWork() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let path = model.directory + "/none/out"
    // Not even the calibration data, which is missing too, has been looked for.
    for arguments in [
      ["quantize", model.checkpoint, "--calibration", path + ".txt"],
      ["calibrate", model.checkpoint, "--data", path + ".txt"],
    ] {
      let adder = try AdderProcess(arguments: arguments + ["--output", path])
      #expect(adder.status == 74)
      #expect(adder.errors == "adder: error: cannot write '\(path)': No such file or directory\n")
    }
  }
}

@Test func groupsNeedWeightsOfFourBits() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let statistics = model.directory + "/all.stats"
    let calibration = try AdderProcess(
      "calibrate", model.checkpoint, "--data", model.calibration, "--method", "rtn",
      "--output", statistics)
    #expect(calibration.status == 0, "\(calibration.errors)")
    for source in [["--calibration", model.calibration], ["--statistics", statistics]] {
      let adder = try AdderProcess(
        arguments: ["quantize", model.checkpoint, "--group-size", "32", "--output", model.graph]
          + source)
      #expect(adder.status == 64)
      #expect(
        adder.errors == "adder: error: --group-size does not apply: all weights have 8 bits; "
          + "see 'adder quantize --help'\n")
    }
  }
}

@Test func littleCalibrationDataGivesAWarning() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let text = model.directory + "/short.txt"
    try writeFile("To be, or not to be", to: text)
    let adder = try model.quantize(calibration: text)
    #expect(adder.status == 0)
    #expect(
      adder.errors == """
        adder: warning: the calibration data has 19 positions; \
        a few thousand give better ranges

        """)
  }
}
