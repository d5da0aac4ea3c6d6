import Foundation
import TestSupport
import Testing

@Test func runWritesLogitsRawInputAndTrace() throws {
  try Shakespeare.with { model in
    let input = model.directory + "/input.txt"
    try writeFile("To be", to: input)
    let paths = ["logits", "raw", "trace"].map { model.directory + "/" + $0 }
    let adder = try AdderProcess(
      "run", model.graph, "--input", input, "--output", paths[0], "--raw-input", paths[1],
      "--trace", paths[2])
    #expect(adder.status == 0, "\(adder.errors)")
    #expect(try readFile(paths[0]).count == 5 * 256 * 4)
    let raw = try readFile(paths[1])
    #expect(raw == littleEndian(UInt32(5)) + "To be".utf8.flatMap { littleEndian(Int32($0)) })
    let trace = String(decoding: try readFile(paths[2]), as: UTF8.self)
    #expect(trace.hasPrefix("sequence 0\n0 body 0 "))
    #expect(trace.contains("\n4 head "))
  }
}

@Test func tracingDoesNotChangeTheLogits() throws {
  try Shakespeare.with { model in
    let plain = model.directory + "/plain"
    let traced = model.directory + "/traced"
    let input = model.directory + "/input.txt"
    try writeFile(Array(try readFile(model.calibration).prefix(600)), to: input)
    #expect(
      try AdderProcess("run", model.graph, "--input", input, "--output", plain).status == 0)
    #expect(
      try AdderProcess(
        "run", model.graph, "--input", input, "--output", traced, "--trace",
        model.directory + "/trace"
      ).status == 0)
    #expect(try readFile(plain) == readFile(traced))
  }
}

@Test func runOnADamagedGraphWritesNothing() throws {
  try Shakespeare.with { model in
    var bytes = try readFile(model.graph)
    bytes[bytes.count - 100] ^= 1
    try writeFile(bytes, to: model.graph)
    let output = model.directory + "/logits"
    let adder = try AdderProcess(
      "run", model.graph, "--input", model.calibration, "--output", output)
    #expect(adder.status == 65)
    #expect(adder.errors.hasPrefix("adder: error: '\(model.graph)'"))
    #expect(!FileManager.default.fileExists(atPath: output))
  }
}

@Test func oneByteHasLogits() throws {
  try Shakespeare.with { model in
    let input = model.directory + "/input.txt"
    try writeFile("R", to: input)
    let output = model.directory + "/logits"
    let adder = try AdderProcess(
      "run", model.graph, "--input", input, "--output", output, "--verbose")
    #expect(adder.status == 0)
    #expect(adder.errors == "wrote \(output), 1.0 kB\n")
    #expect(try readFile(output).count == 256 * 4)
  }
}

@Test func whatIsNoGraphIsNamed() throws {
  try Shakespeare.with { model in
    let output = model.directory + "/logits"
    for (path, problem) in [
      (model.checkpoint, "is a checkpoint directory; quantize it first, and give the graph"),
      (model.directory, "is a directory; give a graph file, as 'adder quantize' writes it"),
      (
        model.calibration,
        "is not a graph: it does not start like a safetensors file; make one with 'adder quantize'"
      ),
    ] {
      let adder = try AdderProcess("run", path, "--input", model.heldOut, "--output", output)
      #expect(adder.status == 65)
      #expect(adder.errors == "adder: error: '\(path)' \(problem)\n")
    }
  }
}
