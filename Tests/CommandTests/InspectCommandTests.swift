import Foundation
import TestSupport
import Testing

@Test func inspectDescribesGraphsAndCheckpoints() throws {
  try Shakespeare.with { model in
    let graph = try AdderProcess("inspect", model.graph)
    #expect(graph.status == 0)
    #expect(graph.text.hasPrefix("graph        shakespeare\n"))
    #expect(graph.text.contains("tokens, 0...255"))
    let checkpoint = try AdderProcess("inspect", model.checkpoint)
    #expect(checkpoint.status == 0)
    #expect(checkpoint.text.contains("297696\n"))
    #expect(checkpoint.text.contains("channels 192, states 16, dt rank 6, kernel 4"))
  }
}

@Test func inspectPrintsJSONAndTheProgram() throws {
  try Shakespeare.with { model in
    for path in [model.graph, model.checkpoint] {
      let json = try AdderProcess("inspect", path, "--json")
      #expect(json.status == 0)
      let object = try JSONSerialization.jsonObject(with: Data(json.output))
      #expect((object as? [String: Any])?["classes"] as? Int == 256)
    }
    let dump = try AdderProcess("inspect", model.graph, "--dump")
    #expect(dump.status == 0)
    #expect(dump.text.contains("l03_state int16[3072]"))
  }
}

@Test func inspectSaysWhatItCannotDo() throws {
  try Shakespeare.with { model in
    let dump = try AdderProcess("inspect", model.checkpoint, "--dump")
    #expect(dump.status == 64)
    #expect(
      dump.errors == """
        adder: error: '\(model.checkpoint)' is no graph; --dump and --ranges are of graphs

        """)
    #expect(try AdderProcess("inspect", model.checkpoint, "--ranges").status == 64)
    let both = try AdderProcess("inspect", model.graph, "--dump", "--json")
    #expect(both.status == 64)
    #expect(
      both.errors
        == "adder: error: --dump and --json exclude each other; see 'adder inspect --help'\n")
    let none = try AdderProcess("inspect", model.directory + "/none")
    #expect(none.status == 74)
    #expect(none.errors == "adder: error: '\(model.directory)/none' does not exist\n")
  }
}

@Test func inspectShowsTheMemoryThatTheEmittedHeaderStates() throws {
  try Shakespeare.with { model in
    let place = ["--target", "aarch64-neon", "--threads", "2", "--weights", "incbin"]
    let json = try AdderProcess(arguments: ["inspect", model.graph, "--json"] + place)
    let object = try JSONSerialization.jsonObject(with: Data(json.output))
    let memory = try #require((object as? [String: Any])?["memory"] as? [String: Any])
    func bytes(_ key: String) throws -> Int { try #require(memory[key] as? Int) }
    let output = model.directory + "/c"
    let generate = ["generate", model.graph, "--output", output] + place
    #expect(try AdderProcess(arguments: generate).status == 0)
    let header = String(decoding: try readFile(output + "/shakespeare.h"), as: UTF8.self)
    for (name, key) in [
      ("FLASH", "flashBytes"), ("RAM", "ramBytes"), ("STATE", "stateBytes"),
      ("STACK", "stackBytes"),
    ] {
      #expect(header.contains("#define SHAKESPEARE_\(name)_BYTES \(try bytes(key))\n"))
    }
    let parts = try #require(memory["parts"] as? [[String: Any]])
    #expect(parts.compactMap { $0["name"] as? String }.contains("layer 3"))
    let text = try AdderProcess(arguments: ["inspect", model.graph] + place).text
    #expect(text.contains(" \(try bytes("flashBytes")) bytes\n"))
    #expect(text.contains("\nlayer 3 "))
    #expect(text.contains("the target declares no memory\n"))
  }
}

@Test func inspectShowsTheSizesOfTheHostUnlessAskedForATarget() throws {
  try Shakespeare.with { model in
    let json = try AdderProcess("inspect", model.graph, "--json", "--target", "host")
    let object = try JSONSerialization.jsonObject(with: Data(json.output))
    let memory = try #require((object as? [String: Any])?["memory"] as? [String: Any])
    let state = try #require(memory["stateBytes"] as? Int)
    for arguments in [["inspect", model.graph], ["inspect", model.graph, "--dump"]] {
      let text = try AdderProcess(arguments: arguments).text
      #expect(text.contains(" \(state) bytes\n"))
    }
  }
}

/// Sizes do not depend on the data of calibration.
@Test func theArticleOnTargetsShowsWhatInspectSays() throws {
  let article = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/adder/Documentation.docc/Articles/ChooseATarget.md").path
  let shown = String(decoding: try readFile(article), as: UTF8.self)
  try Shakespeare.with(isQuantized: false) { model in
    let text = model.directory + "/short.txt"
    try writeFile("To be, or not to be", to: text)
    #expect(try model.quantize(calibration: text).status == 0)
    let lines = try AdderProcess("inspect", model.graph, "--target", "stm32mp13").text
      .split(separator: "\n")
    for name in ["flash ", "RAM ", "fits "] {
      let line = try #require(lines.first { $0.hasPrefix(name) })
      #expect(shown.contains("\n    \(line)\n"), "\(line)")
    }
  }
}

@Test func inspectShowsTheProvedRanges() throws {
  try Shakespeare.with { model in
    let table = try AdderProcess("inspect", model.graph, "--ranges")
    #expect(table.status == 0)
    #expect(table.text.hasPrefix("layer  step "))
    #expect(table.text.contains("3072 of 3072\n"))
    let json = try AdderProcess("inspect", model.graph, "--ranges", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output))
    let rows = try #require((object as? [String: Any])?["ranges"] as? [[String: Any]])
    #expect(rows.count == table.text.split(separator: "\n").count - 1)
    for row in rows {
      let low = try #require(row["low"] as? Int)
      let high = try #require(row["high"] as? Int)
      let exponent = try #require(row["limitExponent"] as? Int)
      #expect(low <= high && -(1 << exponent) <= low && high <= 1 << exponent)
    }
    let state = try #require(rows.first { $0["quantity"] as? String == "l00_state" })
    #expect(state["low"] as? Int == -32768 && state["saturating"] as? Int == 3072)
    let both = try AdderProcess("inspect", model.graph, "--dump", "--ranges")
    #expect(both.status == 64)
  }
}

@Test func inspectRefusesOptionsOfPackagesForRanges() throws {
  for (option, value) in [("target", "host"), ("weights", "blob"), ("threads", "2")] {
    let adder = try AdderProcess("inspect", "any.graph", "--ranges", "--\(option)", value)
    #expect(adder.status == 64)
    #expect(
      adder.errors == "adder: error: --ranges and --\(option) exclude each other; "
        + "see 'adder inspect --help'\n")
  }
}

@Test func inspectRefusesOptionsOfGraphsForACheckpoint() throws {
  try Shakespeare.with(isQuantized: false) { model in
    for (option, value) in [("target", "host"), ("weights", "blob"), ("threads", "2")] {
      let adder = try AdderProcess("inspect", model.checkpoint, "--\(option)", value)
      #expect(adder.status == 64)
      #expect(
        adder.errors
          == "adder: error: '\(model.checkpoint)' is no graph; --\(option) says how much memory a "
          + "graph takes\n")
    }
  }
}
