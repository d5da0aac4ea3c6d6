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
    #expect(dump.status == 65)
    #expect(
      dump.errors == """
        adder: error: '\(model.checkpoint)' is no graph; --dump shows the program of a graph

        """)
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
    let json = try AdderProcess("inspect", model.graph, "--json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output))
    let memory = try #require((object as? [String: Any])?["memory"] as? [String: Int])
    let sizes = try ["tableBytes", "stateBytes", "scratchBytes"].map { try #require(memory[$0]) }
    let output = model.directory + "/c"
    #expect(
      try AdderProcess("generate", model.graph, "--target", "host", "--output", output).status
        == 0)
    let header = String(decoding: try readFile(output + "/shakespeare.h"), as: UTF8.self)
      .filter { !$0.isWhitespace }
    #expect(
      header.contains("tables\(sizes[0])B,state\(sizes[1])B(\(sizes[2])ofitscratch)"))
    for arguments in [["inspect", model.graph], ["inspect", model.graph, "--dump"]] {
      let text = try AdderProcess(arguments: arguments).text
      #expect(text.contains(" \(sizes[1]) bytes\n"))
    }
  }
}
