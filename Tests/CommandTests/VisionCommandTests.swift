import Foundation
import TestSupport
import Testing

/// A random Vision Mamba with its data, as files that commands work on.
private struct VisionFiles {
  let directory: String

  var checkpoint: String { directory + "/tiny-vim" }
  var data: String { directory + "/images.safetensors" }
  var graph: String { directory + "/vim.graph" }

  /// Runs `body` beside a checkpoint, its data and, if `isQuantized`, a graph.
  static func with(isQuantized: Bool = true, _ body: (VisionFiles) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      let files = VisionFiles(directory: directory)
      let fixture = VisionFixture(name: "commands")
      try FileManager.default.createDirectory(
        atPath: files.checkpoint, withIntermediateDirectories: false)
      try fixture.write(to: files.checkpoint)
      try fixture.writeImages(fixture.images(20), to: files.data)
      if isQuantized {
        let adder = try files.quantize()
        try #require(adder.status == 0, "\(adder.errors)")
      }
      try body(files)
    }
  }

  func quantize(_ more: String...) throws -> AdderProcess {
    try AdderProcess(
      arguments: ["quantize", checkpoint, "--calibration", data, "--output", graph] + more)
  }
}

@Suite struct VisionCommandTests {
  @Test func inspectDescribesCheckpointAndGraph() throws {
    try VisionFiles.with { files in
      let checkpoint = try AdderProcess("inspect", files.checkpoint)
      #expect(checkpoint.status == 0, "\(checkpoint.errors)")
      #expect(checkpoint.text.contains("images of 7 x 7 x 2 bytes (hwc), 10 positions\n"))
      #expect(checkpoint.text.contains("kernel 4, bidirectional\n"))
      let fixture = VisionFixture(name: "commands")
      let count = fixture.tensors.reduce(0) { $0 + $1.values.count }
      // The class token has become a row of the positions.
      #expect(checkpoint.text.contains(" \(count - VisionFixture.width)\n"))
      let graph = try AdderProcess("inspect", files.graph)
      #expect(graph.status == 0, "\(graph.errors)")
      #expect(graph.text.contains("7 x 7 x 2"))
      let json = try AdderProcess("inspect", files.graph, "--json")
      let object = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
      #expect(object?["classes"] as? Int == VisionFixture.classes)
    }
  }

  @Test func evaluateComparesImagesWithTheFloatModel() throws {
    try VisionFiles.with { files in
      let arguments = [
        "evaluate", files.graph, "--reference", files.checkpoint, "--data", files.data, "--json",
      ]
      let adder = try AdderProcess(arguments: arguments)
      #expect(adder.status == 0, "\(adder.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(adder.output)) as? [String: Any]
      #expect(try #require(object?["agreement"] as? Double) >= 0.8)
      #expect(try AdderProcess(arguments: arguments).output == adder.output)
    }
  }

  @Test(arguments: ["8", "4"])
  func theEmittedPackageIsEqual(weightBits: String) throws {
    try VisionFiles.with(isQuantized: false) { files in
      #expect(try files.quantize("--weight-bits", weightBits).status == 0)
      let adder = try AdderProcess(
        "verify", files.graph, "--target", "host", "--cc", "cc", "--optimize", "O1", "--trace",
        "--input", files.data)
      #expect(adder.status == 0, "\(adder.text) \(adder.errors)")
      #expect(adder.text.hasSuffix("EQUAL: 3 checks\n"))
    }
  }

  @Test func generateWritesAPackageForImages() throws {
    try VisionFiles.with { files in
      let output = files.directory + "/c"
      let adder = try AdderProcess(
        "generate", files.graph, "--target", "host", "--output", output)
      #expect(adder.status == 0, "\(adder.errors)")
      let header = String(decoding: try readFile(output + "/tiny_vim.h"), as: UTF8.self)
      #expect(header.contains("TINY_VIM_IMAGE_BYTES"))
      #expect(header.contains("tiny_vim_classify("))
      #expect(!header.contains("tiny_vim_step("))
    }
  }

  @Test func runWritesALineOfLogitsForEachImage() throws {
    try VisionFiles.with { files in
      let output = files.directory + "/logits"
      let adder = try AdderProcess(
        "run", files.graph, "--input", files.data, "--output", output)
      #expect(adder.status == 0, "\(adder.errors)")
      #expect(try readFile(output).count == 20 * VisionFixture.classes * 4)
    }
  }

  @Test func aLayoutIsForFramesOnly() throws {
    try VisionFiles.with { files in
      let layout = ["--layout", "feature-major"]
      let commands = [
        ["quantize", files.checkpoint, "--calibration", files.data, "--output", files.graph],
        ["calibrate", files.checkpoint, "--data", files.data, "--output", files.graph],
        ["evaluate", files.graph, "--reference", files.checkpoint, "--data", files.data],
        ["run", files.graph, "--input", files.data, "--output", files.directory + "/logits"],
        ["verify", files.graph, "--target", "host", "--input", files.data],
        ["outliers", files.checkpoint, "--data", files.data],
        ["sensitivity", files.checkpoint, "--calibration", files.data, "--data", files.data],
      ]
      for command in commands {
        let adder = try AdderProcess(arguments: command + layout)
        #expect(adder.status == 64, "\(command[0])")
        #expect(
          adder.errors == """
            adder: error: --layout does not apply: the model reads images, not frames; \
            see 'adder \(command[0]) --help'

            """)
      }
    }
  }

  @Test func statisticsOfPartsGiveTheGraphOfTheWhole() throws {
    try VisionFiles.with { files in
      let direct = try readFile(files.graph)
      var rounds: [String] = []
      for round in 1...9 {
        let path = "\(files.directory)/\(round).stats"
        let after = rounds.last.map { ["--after", $0] } ?? []
        let adder = try AdderProcess(
          arguments: ["calibrate", files.checkpoint, "--data", files.data, "--output", path]
            + after)
        #expect(adder.status == 0, "\(adder.errors)")
        rounds.append(path)
        let inspected = try AdderProcess("inspect", path)
        #expect(inspected.status == 0, "\(inspected.errors)")
        if inspected.text.contains("round \(round) of \(round)\n") { break }
      }
      let adder = try AdderProcess(
        "quantize", files.checkpoint, "--statistics", try #require(rounds.last), "--output",
        files.graph)
      #expect(adder.status == 0, "\(adder.errors)")
      #expect(try readFile(files.graph) == direct)
    }
  }

  @Test func analysesTakeImages() throws {
    try VisionFiles.with { files in
      let page = files.directory + "/report.html"
      let commands = [
        ["outliers", files.checkpoint, "--data", files.data, "--json"],
        [
          "sensitivity", files.checkpoint, "--calibration", files.data, "--data", files.data,
          "--method", "rtn", "--json",
        ],
        [
          "report", files.graph, "--reference", files.checkpoint, "--calibration", files.data,
          "--data", files.data, "--output", page,
        ],
      ]
      for command in commands {
        let adder = try AdderProcess(arguments: command)
        #expect(adder.status == 0, "\(command[0]): \(adder.errors)")
      }
      #expect(try readFile(page).count > 10_000)
    }
  }

  @Test func whatIsNoImageIsSaid() throws {
    try VisionFiles.with { files in
      let text = files.directory + "/text.txt"
      try writeFile("no image", to: text)
      let adder = try AdderProcess(
        "run", files.graph, "--input", text, "--output", files.directory + "/logits")
      #expect(adder.status == 65)
      #expect(
        adder.errors == "adder: error: '\(text)': is no safetensors file, and the model takes "
          + "images; give a safetensors file with 'inputs' uint8 [n, height, width, channels]\n")
    }
  }
}
