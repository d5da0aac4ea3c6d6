import TestSupport
import Testing

/// The model that the tool carries, as files that the tests work on.
struct Shakespeare {
  let directory: String

  var checkpoint: String { directory + "/shakespeare" }
  var calibration: String { checkpoint + "/calibration.txt" }
  var heldOut: String { checkpoint + "/held-out.txt" }
  var graph: String { directory + "/shakespeare.graph" }

  /// Bytes of the graph; quantized once for all tests.
  static let graphBytes = Result {
    try withTemporaryDirectory { directory in
      let model = Shakespeare(directory: directory)
      try model.writeCheckpoint()
      let adder = try model.quantize()
      try #require(adder.status == 0, "\(adder.errors)")
      return try readFile(model.graph)
    }
  }

  private func writeCheckpoint() throws {
    try #require(try AdderProcess("example", "--output", checkpoint).status == 0)
  }

  /// Runs `adder quantize` on the checkpoint.
  func quantize(calibration: String? = nil) throws -> AdderProcess {
    try AdderProcess(
      "quantize", checkpoint, "--calibration", calibration ?? self.calibration,
      "--output", graph)
  }

  /// Runs `body` beside a checkpoint and, unless `isQuantized` is false, a graph.
  static func with(isQuantized: Bool = true, _ body: (Shakespeare) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      let model = Shakespeare(directory: directory)
      try model.writeCheckpoint()
      if isQuantized { try writeFile(try graphBytes.get(), to: model.graph) }
      try body(model)
    }
  }
}
