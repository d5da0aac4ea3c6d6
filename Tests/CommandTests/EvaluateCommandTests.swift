import Foundation
import TestSupport
import Testing

@Test func evaluatePrintsTheSameJSONEachTime() throws {
  try Shakespeare.with { model in
    let arguments = [
      "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
      "--json",
    ]
    let adder = try AdderProcess(arguments: arguments)
    #expect(adder.status == 0, "\(adder.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(adder.output))
    let figures = try #require(object as? [String: Any])
    let float = try #require(figures["float.nll"] as? Double)
    let integer = try #require(figures["integer.nll"] as? Double)
    #expect(abs(integer - float) < 0.02)
    #expect(try #require(figures["agreement"] as? Double) > 0.9)
    #expect(try #require(figures["kl"] as? Double) < 0.05)
    #expect(try AdderProcess(arguments: arguments).output == adder.output)
  }
}

@Test func anotherCheckpointIsRefusedUnlessItIsMeant() throws {
  try Shakespeare.with { model in
    let config = model.checkpoint + "/config.json"
    try writeFile(try readFile(config) + Array("\n".utf8), to: config)
    let arguments = [
      "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
    ]
    let refused = try AdderProcess(arguments: arguments)
    #expect(refused.status == 65)
    #expect(refused.errors.hasPrefix("adder: error: '\(model.graph)' was made from checkpoint "))
    #expect(
      refused.errors.hasSuffix("...; give the checkpoint it was made from, or --any-reference\n"))
    let meant = try AdderProcess(arguments: arguments + ["--any-reference"])
    #expect(meant.status == 0, "\(meant.errors)")
    #expect(meant.text.contains("\nperplexity  float "))
  }
}

@Test func aLayoutIsForFramesOnly() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
      "--layout", "feature-major")
    #expect(adder.status == 64)
    #expect(
      adder.errors == """
        adder: error: --layout does not apply: the model reads tokens, not frames; \
        see 'adder evaluate --help'

        """)
  }
}

@Test func theLayoutOfTheCalibrationIsRecordedAndUsed() throws {
  guard let vowels = SharedModels.path("vowels") else { return }
  try withTemporaryDirectory { directory in
    let graph = directory + "/vowels.graph"
    let quantized = try AdderProcess(
      "quantize", vowels, "--calibration", vowels + "/calibration.safetensors", "--output",
      graph, "--layout", "feature-major")
    #expect(quantized.status == 0, "\(quantized.errors)")
    let arguments = [
      "evaluate", graph, "--reference", vowels, "--data", vowels + "/evaluation.safetensors",
    ]
    let recorded = try AdderProcess(arguments: arguments)
    #expect(recorded.text.contains("errors     float       7   integer "))
    let other = try AdderProcess(arguments: arguments + ["--layout", "frame-major"])
    #expect(other.status == 0)
    #expect(other.errors.contains("warning: the graph was calibrated on feature-major data"))
    #expect(other.errors.contains("warning: the float model itself is near chance"))
  }
}

@Test func perplexityByPositionIsPrintedAsTableAndAsJSON() throws {
  try Shakespeare.with { model in
    let arguments = [
      "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
      "--by-position",
    ]
    let table = try AdderProcess(arguments: arguments)
    #expect(table.status == 0, "\(table.errors)")
    #expect(table.text.contains("\n\npositions  "))
    #expect(table.text.contains("\n64-127 "))
    let adder = try AdderProcess(arguments: arguments + ["--json"])
    let object = try JSONSerialization.jsonObject(with: Data(adder.output))
    let figures = try #require(object as? [String: Any])
    #expect(figures["position.0-63.tokens"] is Int)
    let float = try #require(figures["position.64-127.float.perplexity"] as? Double)
    let integer = try #require(figures["position.64-127.integer.perplexity"] as? Double)
    let ratio = try #require(figures["position.64-127.ratio"] as? Double)
    #expect(abs(ratio - integer / float) < 1e-12)
    #expect(figures["agreement"] is Double)
  }
}

@Test func dataGoesThroughTheCompiledC() throws {
  try Shakespeare.with { model in
    let arguments = [
      "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
      "--limit", "1", "--json",
    ]
    let interpreted = try AdderProcess(arguments: arguments)
    let compiled = try AdderProcess(arguments: arguments + ["--engine", "c"])
    #expect(compiled.status == 0, "\(compiled.errors)")
    var figures = try #require(
      JSONSerialization.jsonObject(with: Data(compiled.output)) as? [String: Any])
    #expect(figures["engine.target"] as? String == "host")
    let positions = try #require(figures["positions"] as? Int)
    #expect(figures["engine.logits"] as? Int == 256 * positions)
    for key in figures.keys where key.hasPrefix("engine.") { figures[key] = nil }
    let plain = try JSONSerialization.jsonObject(with: Data(interpreted.output))
    #expect(figures as NSDictionary == plain as? NSDictionary)
  }
}

@Test func aTargetIsForTheCompiledC() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
      "--target", "host")
    #expect(adder.status == 64)
    #expect(
      adder.errors == """
        adder: error: --target does not apply: it needs --engine c, too; \
        see 'adder evaluate --help'

        """)
  }
}

@Test func aMissingCompilerIsAnError() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      arguments: [
        "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
        "--engine", "c",
      ], environment: ["PATH": "/nonexistent"])
    #expect(adder.status == 69)
    #expect(adder.text.isEmpty)
    #expect(
      adder.errors.hasPrefix(
        "adder: error: the compiled C (host, gcc -O2) cannot be run: gcc not found"))
  }
}

@Test func aTextIsEvaluatedInWindows() throws {
  try Shakespeare.with { model in
    let data = model.directory + "/text"
    try writeFile(Array(try readFile(model.heldOut).prefix(1000)), to: data)
    let arguments = [
      "evaluate", model.graph, "--reference", model.checkpoint, "--data", data, "--window",
      "300", "--stride", "200",
    ]
    let table = try AdderProcess(arguments: arguments)
    #expect(table.status == 0, "\(table.errors)")
    #expect(
      table.text.hasPrefix(
        """
        data        1 sequence, 1000 positions
        windows     5 of 300 tokens, every 200; 999 tokens predicted
        perplexity  float
        """))
    let adder = try AdderProcess(arguments: arguments + ["--json", "--limit", "2"])
    let object = try JSONSerialization.jsonObject(with: Data(adder.output))
    let figures = try #require(object as? [String: Any])
    #expect(figures["window.count"] as? Int == 2)
    #expect(figures["window.length"] as? Int == 300)
    #expect(figures["window.stride"] as? Int == 200)
    #expect(figures["window.tokens"] as? Int == 499)
    #expect(figures["float.perplexity"] is Double && figures["integer.perplexity"] is Double)
    let compiled = try AdderProcess(
      arguments: arguments + ["--json", "--limit", "2", "--engine", "c"])
    let proof = try JSONSerialization.jsonObject(with: Data(compiled.output))
    #expect((proof as? [String: Any])?["engine.logits"] as? Int == 256 * 600)
  }
}

@Test(arguments: [
  (["--stride", "5"], "--stride does not apply: it needs --window, too"),
  (
    ["--window", "5", "--stride", "6"],
    "'6' is no value for --stride; allowed: 1...5, for tokens between two windows would count in "
      + "neither"
  ),
  (["--window", "1"], "'1' is no value for --window; allowed: an integer in 2...1000000000"),
])
func windowsThatMakeNoSenseAreRefused(arguments: [String], message: String) throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      arguments: [
        "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
      ] + arguments)
    #expect(adder.status == 64)
    #expect(adder.errors == "adder: error: \(message); see 'adder evaluate --help'\n")
  }
}
