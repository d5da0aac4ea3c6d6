import Foundation
import GraphFile
import ProgramFixtures
import TestSupport
import Testing

struct GenerateTextCommandTests {
  private static let chance = [
    "--temperature", "0.8", "--top-k", "40", "--top-p", "0.95", "--repetition-penalty", "1.1",
  ]

  @Test func textContinuesThePromptAndIsTheSameEachTime() throws {
    try Shakespeare.with { model in
      for options in [[], Self.chance + ["--seed", "7"]] {
        let arguments =
          ["generate-text", model.graph, "--prompt", "ROMEO:", "--tokens", "40"] + options
        let adder = try AdderProcess(arguments: arguments)
        #expect(adder.status == 0)
        #expect(adder.text.hasPrefix("ROMEO:"))
        #expect(adder.output.count == 6 + 40 + 1)
        #expect(try AdderProcess(arguments: arguments).output == adder.output)
      }
    }
  }

  @Test func theSeedChangesTheText() throws {
    try Shakespeare.with { model in
      let texts = try ["1", "2"].map { seed in
        try AdderProcess(
          "generate-text", model.graph, "--prompt", "ROMEO:", "--tokens", "40", "--seed", seed
        ).text
      }
      #expect(texts[0] != texts[1])
    }
  }

  @Test(arguments: [
    ("host", "cc", [], []),
    ("aarch64-neon", "aarch64-linux-gnu-gcc", ["qemu-aarch64"], ["LDFLAGS=-static"]),
  ])
  func emittedProgramsWriteTheSameText(
    target: String, compiler: String, runner: [String], options: [String]
  ) throws {
    let missing = ([compiler] + runner).filter { !ExternalCommand.exists($0) }
    guard missing.isEmpty else {
      print("SKIPPED text of \(target): \(missing) not found")
      return
    }
    try Shakespeare.with { model in
      let words = ["ROMEO:\nWhat", "\u{e9}\u{1f40d}"]
      try writePackage(model.graph, target, in: model.directory, ["CC=\(compiler)"] + options)
      for (prompt, options) in [
        (words[0], []), (words[0], Self.chance + ["--seed", "7"]),
        (words[1], ["--temperature", "1.5", "--end", "101"]),
      ] {
        try expectEqualTexts(model.graph, model.directory, runner, prompt, options)
      }
    }
  }

  @Test func tokensOfOtherVocabulariesAreDecimal() throws {
    try withTemporaryDirectory { directory in
      let graph = directory + "/tiny.graph"
      try GraphFile.write(TinyPrograms.language(seed: 3), to: graph)
      try writePackage(graph, "host", in: directory, [])
      for options in [[], ["--seed", "9"], ["--top-k", "3", "--repetition-penalty", "1.3"]] {
        try expectEqualTexts(graph, directory, [], "1 3\r\n2", options)
      }
      let adder = try AdderProcess("generate-text", graph, "--prompt", "1 x")
      #expect(adder.status == 65)
      #expect(adder.errors.hasPrefix("adder: error: 'x' is no token; the prompt of this model is"))
      let program = directory + "/package/model_generate"
      for (prompt, status) in [("1 x", 1), ("1 99999", 1), (" ", 1), ("1", 0)] as [(String, Int32)]
      {
        #expect(try ExternalCommand.run([program, prompt], in: directory).status == status)
      }
    }
  }

  @Test func textGoesThroughTheTokenizer() throws {
    try withTemporaryDirectory { directory in
      let graph = directory + "/tiny.graph"
      let tokenizer = vectorDirectory + "/tokenizer/neox.json"
      // More than the tokenizer has, as padded vocabularies do.
      let shape = TinyShape(vocabulary: 3028)
      try GraphFile.write(TinyPrograms.language(seed: 3, shape: shape), to: graph)
      try writePackage(graph, "host", in: directory, [], ["--tokenizer", tokenizer])
      for prompt in ["The quick brown fox", "Grüße, 世界 🐍\n"] {
        for options in [[], ["--temperature", "2", "--seed", "9"], ["--top-p", "0.99"]] {
          try expectEqualTexts(
            graph, directory, [], prompt, options, only: ["--tokenizer", tokenizer])
        }
      }
    }
  }

  @Test func aTokenizerOfAnotherModelIsRefused() throws {
    try withTemporaryDirectory { directory in
      let graph = directory + "/tiny.graph"
      try GraphFile.write(TinyPrograms.language(seed: 3), to: graph)
      let adder = try AdderProcess(
        "generate-text", graph, "--prompt", "1", "--tokenizer",
        vectorDirectory + "/tokenizer/neox.json")
      #expect(adder.status == 65)
      #expect(
        adder.errors
          == "adder: error: the tokenizer has 3023 tokens and the model 11; give the tokenizer "
          + "that the model was trained with\n")
    }
  }

  @Test func settingsThatCannotBeReadAreRefusedByBoth() throws {
    try withTemporaryDirectory { directory in
      let graph = directory + "/tiny.graph"
      try GraphFile.write(TinyPrograms.language(seed: 3), to: graph)
      try writePackage(graph, "host", in: directory, [])
      let program = directory + "/package/model_generate"
      for options in [
        ["--temperature", "hot"], ["--temperature", "101"], ["--top-k", "-1"], ["--top-p", "1.5"],
        ["--seed", "18446744073709551616"], ["--repetition-penalty", "0.001"], ["--tokens", "x"],
        ["--seed", "-0"], ["--seed", "+1"], ["--seed", ""], ["--seed="], ["--top-k", "1000000000"],
        ["--tokens", "+3"], ["--tokens", "-0"], ["--end", "11"], ["--end", "-0"],
        ["--seed", "1", "--seed", "1"], ["--top-k", "3", "--top-k=4"],
        ["--temperature=1", "--temperature", "1"], ["--seeds", "1"], ["--see=1"],
      ] {
        let arguments = ["generate-text", graph, "--prompt", "1"] + options
        #expect(try AdderProcess(arguments: arguments).status == 64, "\(options)")
        #expect(try ExternalCommand.run([program] + options + ["1"], in: directory).status == 2)
      }
    }
  }

  @Test func settingsAreReadInTheSameWayByBoth() throws {
    try withTemporaryDirectory { directory in
      let graph = directory + "/tiny.graph"
      try GraphFile.write(TinyPrograms.language(seed: 3), to: graph)
      try writePackage(graph, "host", in: directory, [])
      for options in [
        ["--temperature=1.5", "--seed=7"], ["--top-k", "0000000000003", "--seed", "007"],
        ["--end", "10", "--temperature", "2"], ["--top-p=0.5"], ["--top-k", "0"],
      ] {
        try expectEqualTexts(graph, directory, [], "1 2", options)
      }
    }
  }

  @Test func anEmptyPromptIsRefused() throws {
    try Shakespeare.with { model in
      let adder = try AdderProcess("generate-text", model.graph, "--prompt", "")
      #expect(adder.status == 65)
      #expect(
        adder.errors == "adder: error: the prompt is empty; give something to continue\n")
    }
  }

  private var vectorDirectory: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
      + "/Vectors"
  }

  /// Emits and builds `package/model_generate` in `directory`.
  private func writePackage(
    _ graph: String, _ target: String, in directory: String, _ options: [String],
    _ emission: [String] = []
  ) throws {
    let adder = try AdderProcess(
      arguments: [
        "generate", graph, "--target", target, "--prefix", "model", "--output",
        directory + "/package",
      ] + emission)
    try #require(adder.status == 0, "\(adder.errors)")
    let make = try ExternalCommand.run(
      ["make", "-s", "OPT=-O2", "model_generate"] + options, in: directory + "/package")
    try #require(make.status == 0, "\(make.output)")
  }

  private func expectEqualTexts(
    _ graph: String, _ directory: String, _ runner: [String], _ prompt: String,
    _ options: [String], only reference: [String] = []
  ) throws {
    let options = options + ["--tokens", "60"]
    let adder = try AdderProcess(
      arguments: ["generate-text", graph, "--prompt", prompt] + options + reference)
    #expect(adder.status == 0, "\(adder.errors)")
    let native = try ExternalCommand.run(
      runner + [directory + "/package/model_generate"] + options + [prompt], in: directory)
    #expect(native.status == 0)
    #expect(native.output == adder.text, "\(options)")
  }
}
