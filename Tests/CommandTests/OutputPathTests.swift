import Foundation
import TestSupport
import Testing

/// No output takes the place of what the same command reads or writes.
struct OutputPathTests {
  @Test func anOutputIsNeverAnInput() throws {
    try withFiles { model in
      let tokenizer = model.directory + "/tokenizer.json"
      let statistics = model.directory + "/a.stats"
      for path in [tokenizer, statistics] { try writeFile("{}", to: path) }
      let weights = model.checkpoint + "/model.safetensors"
      let quantize = ["quantize", model.checkpoint, "--calibration", model.calibration]
      let run = ["run", model.graph, "--input", model.heldOut]
      let report = [
        "report", model.graph, "--reference", model.checkpoint, "--calibration",
        model.calibration, "--data", model.heldOut,
      ]
      let calibrate = [
        "calibrate", model.checkpoint, "--data", model.calibration, "--after", statistics,
      ]
      let overlaps: [(arguments: [String], output: String, input: String)] = [
        (quantize, weights, "CHECKPOINT"), (quantize, model.calibration, "--calibration"),
        (quantize, model.checkpoint + "/config.json", "CHECKPOINT"),
        (quantize, model.checkpoint, "CHECKPOINT"),
        (["quantize", model.checkpoint, "--statistics", statistics], statistics, "--statistics"),
        (calibrate, model.calibration, "--data"), (calibrate, statistics, "--after"),
        (calibrate, weights, "CHECKPOINT"),
        (["merge", model.graph, statistics], statistics, "STATISTICS"),
        (run, model.graph, "GRAPH"), (run, model.heldOut, "--input"),
        (report, model.graph, "GRAPH"), (report, weights, "--reference"),
        (report, model.calibration, "--calibration"), (report, model.heldOut, "--data"),
        (["generate", model.graph, "--target", "host"], model.graph, "GRAPH"),
        (["generate", model.graph, "--target", "host"], model.directory, "GRAPH"),
        (
          ["generate", model.graph, "--target", "host", "--tokenizer", tokenizer],
          tokenizer, "--tokenizer"
        ),
      ]
      for (arguments, output, input) in overlaps {
        try expectRefusal(arguments + ["--output", output], output, input, model)
      }
      for option in ["--raw-input", "--trace"] {
        try expectRefusal(
          run + ["--output", model.directory + "/logits", option, model.graph], model.graph,
          "GRAPH", option: option, model)
      }
    }
  }

  @Test func linksAndOtherSpellingsAreTheSameFile() throws {
    try withFiles { model in
      let manager = FileManager.default
      let (hard, soft) = (model.directory + "/hard", model.directory + "/soft")
      let weights = model.checkpoint + "/model.safetensors"
      try manager.linkItem(atPath: weights, toPath: hard)
      try manager.createSymbolicLink(atPath: soft, withDestinationPath: weights)
      for output in [hard, soft, model.checkpoint + "/../shakespeare//model.safetensors"] {
        try expectRefusal(
          ["quantize", model.checkpoint, "--calibration", model.calibration, "--output", output],
          output, "CHECKPOINT", model)
      }
    }
  }

  @Test func outputsAreDifferentFiles() throws {
    try withFiles { model in
      let same = model.directory + "/same"
      let other = model.directory + "/./same"
      let adder = try AdderProcess(
        "run", model.graph, "--input", model.heldOut, "--output", same, "--trace", other)
      #expect(adder.status == 64)
      #expect(
        adder.errors == "adder: error: '\(other)' is the place of both --output and --trace; "
          + "give each its own\n")
      #expect(!FileManager.default.fileExists(atPath: same))
    }
  }

  /// Only what a checkpoint consists of is refused, so that a command can be repeated.
  @Test func aGraphBesideTheWeightsCanBeWrittenAgain() throws {
    try withFiles { model in
      let graph = model.checkpoint + "/model.graph"
      try writeFile("R", to: graph)
      let missing = model.directory + "/none"
      let adder = try AdderProcess(
        "quantize", model.checkpoint, "--calibration", missing, "--output", graph)
      #expect(
        adder.errors == "adder: error: cannot read '\(missing)': No such file or directory\n")
    }
  }

  @Test func devicesAreNoFilesThatCouldBeLost() throws {
    try withFiles { model in
      let adder = try AdderProcess(
        "run", model.graph, "--input", "/dev/null", "--output", "/dev/null")
      #expect(adder.status != 64, "\(adder.errors)")
    }
  }

  /// The model and what need not be a graph, for nothing is read.
  private func withFiles(_ body: (Shakespeare) throws -> Void) throws {
    try Shakespeare.with(isQuantized: false) { model in
      try writeFile("no graph", to: model.graph)
      try body(model)
    }
  }

  private func expectRefusal(
    _ arguments: [String], _ output: String, _ input: String, option: String = "--output",
    _ model: Shakespeare
  ) throws {
    let before = try contents(of: model)
    let adder = try AdderProcess(arguments: arguments)
    #expect(adder.status == 64, "\(arguments)")
    #expect(
      adder.errors == "adder: error: \(option) '\(output)' would overwrite what this command "
        + "reads (\(input)); choose another output\n")
    #expect(try contents(of: model) == before)
  }

  /// Every file below the directory of the model.
  private func contents(of model: Shakespeare) throws -> [String: [UInt8]] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: model.directory)
    return try names.reduce(into: [:]) { contents, name in
      let path = model.directory + "/" + name
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      contents[name] = isDirectory.boolValue ? [] : try readFile(path)
    }
  }
}
