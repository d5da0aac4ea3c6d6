import Emission
import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

struct EmitterTests {
  private let host: TargetDescription

  init() throws { host = try TargetDescription.find("host") }

  private func error(
    _ program: Program, prefix: String? = nil, golden: Golden? = nil,
    target: TargetDescription? = nil
  ) -> String? {
    let options = EmissionOptions(
      prefix: prefix, golden: golden ?? EmittedFixture.golden(for: program))
    do {
      _ = try Emitter.emit(program, target: target ?? host, options: options)
      return nil
    } catch { return error.description }
  }

  @Test func sameInputGivesSameBytes() throws {
    for program in EmittedFixture.programs {
      #expect(try EmittedFixture.emit(program) == EmittedFixture.emit(program))
    }
  }

  @Test func linesFitTheirColumnsAndAreAscii() throws {
    for program in EmittedFixture.programs {
      for file in try EmittedFixture.emit(program) {
        #expect(file.bytes.last == UInt8(ascii: "\n"), "\(file.path)")
        for line in file.bytes.split(separator: UInt8(ascii: "\n")) {
          #expect(line.allSatisfy { $0 < 0x80 }, "\(file.path)")
          // The runner and the self-test have lines whose length depends on the prefix.
          let isLibrary = ["", "_weights"].contains { "\(program.name)\($0).c" == file.path }
          #expect(line.count <= 100 || !isLibrary, "\(file.path)")
        }
      }
    }
  }

  @Test func onlyUsedKernelsAreCopied() throws {
    let language = try EmittedFixture.emit(TinyPrograms.language(seed: 1)).map(\.path)
    #expect(language.contains("adder_embed.c"))
    #expect(!language.contains("adder_mean.c"))
    let classifier = try EmittedFixture.emit(TinyPrograms.classifier(seed: 1)).map(\.path)
    #expect(classifier.contains("adder_mean.c"))
    #expect(!classifier.contains("adder_embed.c"))
  }

  @Test func prefixRenamesEverything() throws {
    let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1), prefix: "my_lm")
    for file in files where !file.path.hasPrefix("adder_") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(!text.contains("model_") && !text.contains("MODEL_"), "\(file.path)")
    }
    #expect(EmittedFixture.text("my_lm.h", in: files).contains("#define MY_LM_VOCABULARY "))
    #expect(EmittedFixture.text("my_lm_run.c", in: files).contains("my_lm_step(s, "))
  }

  @Test func everyStepHasOneCommentAndOneCall() throws {
    let program = TinyPrograms.language(seed: 1)
    let text = EmittedFixture.text("tiny_language.c", in: try EmittedFixture.emit(program))
    let calls = text.split(separator: "\n").filter { $0.hasPrefix("  adder_") }
    #expect(calls.count == program.body.count + program.head.count)
    #expect(text.components(separatedBy: "*  proved: ").count - 1 == calls.count)
    let checks = text.split(separator: "\n").filter { $0.hasPrefix("  CHECK(") }
    let outputs = (program.body + program.head).flatMap(\.outputs)
    #expect(checks.count == outputs.count + calls.count - 1, "all but embed have inner values")
    #expect(text.contains("/* ---- layer 1 ---"))
  }

  @Test func layersShareScratch() throws {
    let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1))
    let header = EmittedFixture.text("tiny_language.h", in: files)
    #expect(header.components(separatedBy: " in_proj_z[").count == 2)
    #expect(header.components(separatedBy: "_scan_state[").count > 2)
  }

  @Test func hostileTextStaysInItsComment() throws {
    var program = TinyPrograms.classifier(seed: 1)
    program.labels[0] = "*/ int x; /*"
    program.provenance.method = "??/ \u{1F600} */"
    let files = try EmittedFixture.emit(program)
    let header = EmittedFixture.text("tiny_classifier.h", in: files)
    #expect(header.contains("*_ int x; /_"))
  }

  @Test func unusablePrefixesAreErrors() {
    let program = TinyPrograms.language(seed: 1)
    for prefix in ["", "Lm", "2m", "a-b", "a_", "a__b"] {
      #expect(error(program, prefix: prefix) == EmissionError.prefix(prefix).description)
    }
    #expect(
      error(program, prefix: "a-b")
        == """
        'a-b' cannot start C names; use lower-case letters, digits and single underscores, \
        a letter first, at most 40 characters
        """)
    for prefix in ["adder", "adder_x", "adderall", "string", "stdint", "main", "int", "class"] {
      #expect(error(program, prefix: prefix) == EmissionError.takenPrefix(prefix).description)
    }
    #expect(
      error(program, prefix: "string")
        == """
        'string' cannot start C names: it is a word or a header of C or C++, or starts with \
        'adder'; choose another prefix
        """)
  }

  @Test func refusedProgramsAreErrors() {
    var program = TinyPrograms.language(seed: 1)
    program.head = []
    #expect(error(program)?.hasPrefix("program tiny_language is refused by the verifier") == true)
  }

  @Test func goldensMustSuitTheProgram() {
    let program = TinyPrograms.language(seed: 1)
    let classes = program[program.logits].count
    #expect(
      error(program, golden: Golden(input: .tokens([1]), logits: [1, 2, 3]))
        == "the self-test has 1 positions and 3 logits instead of \(classes)")
    #expect(
      error(program, golden: Golden(input: .tokens([]), logits: []))
        == "the self-test has 0 positions and 0 logits instead of 0")
  }

  @Test func smallTargetsAreRefused() {
    var small = host
    small.memory = .init(flash: nil, ram: 16)
    #expect(
      error(TinyPrograms.language(seed: 1), target: small)?
        .hasPrefix("target host has 16 bytes of RAM, the model needs ") == true)
    small.memory = .init(flash: 16, ram: nil)
    #expect(
      error(TinyPrograms.language(seed: 1), target: small)?
        .hasPrefix("target host has 16 bytes of flash, the model needs ") == true)
    small.memory = .init(flash: nil, ram: nil, total: 16)
    #expect(
      error(TinyPrograms.language(seed: 1), target: small)?
        .hasPrefix("target host has 16 bytes of memory, the model needs ") == true)
  }
}
