import Emission
import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing
import Tokenizer

/// Packages that come with a tokenizer.
struct TokenizerPackageTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  private static let vectors = root + "/Tests/Vectors/tokenizer/"

  private static func emit(
    _ tokenizer: Tokenizer, vocabulary: Int, target: String = "host"
  ) throws -> [EmittedFile] {
    var shape = TinyShape.smallest
    shape.vocabulary = vocabulary
    let program = TinyPrograms.language(seed: 1, shape: shape)
    let options = EmissionOptions(
      prefix: "model", golden: EmittedFixture.golden(for: program),
      tokenizer: TokenizerTables(tokenizer))
    return try Emitter.emit(
      program, target: try TargetDescription.find(target), options: options)
  }

  /// Builds the package's library and the check of vectors over it, and runs that.
  ///
  /// - Returns: What the check prints, nil without the target's compiler and emulator.
  private static func check(
    _ name: String, target id: String, compiler: String? = nil, every: Int
  ) throws -> String? {
    let target = try TargetDescription.find(id)
    let compiler = compiler ?? target.compilers[0]
    for tool in [compiler] + target.runner.prefix(1) where !ExternalCommand.exists(tool) {
      print("SKIPPED tokenizer of \(id): \(tool) not found")
      return nil
    }
    return try withTemporaryDirectory { directory in
      let package = directory + "/package"
      let tokenizer = try Tokenizer(contentsOf: vectors + name + ".json")
      try PackageWriter.write(emit(tokenizer, vocabulary: 3024, target: id), to: package)
      let make = try ExternalCommand.run(
        ["make", "-s", "lib", "CC=\(compiler)", "OPT=-O2 -Werror"], in: package)
      #expect(make.status == 0 && make.output == "", "\(make.output)")
      let build = try ExternalCommand.run(
        [compiler] + EmittedFixture.strict + target.cflags + [
          "-O2", "-I.", "-o", "vectors", root + "/Runtime-C/checks/tokenizer_vectors.c",
          "libmodel.a",
        ] + target.linkFlags, in: package)
      #expect(build.status == 0, "\(build.output)")
      let run = try ExternalCommand.run(
        target.runner + ["./vectors", vectors + name + ".bin", "\(every)"], in: package)
      #expect(run.status == 0, "\(run.output)")
      return run.output
    }
  }

  @Test(arguments: EmittedFixture.compilers) func emittedCGivesTheIDsOfPython(
    compiler: String
  ) throws {
    let neox = try Self.check("neox", target: "host", compiler: compiler, every: 1)
    #expect(neox?.hasPrefix("10000 strings, 0 wrong, ") == true)
    let strict = try Self.check("strict", target: "host", compiler: compiler, every: 1)
    #expect(strict?.hasPrefix("2000 strings, 0 wrong, ") == true)
  }

  @Test(arguments: ["aarch64-neon", "rv64gc"]) func emittedCIsTheSameElsewhere(
    target: String
  ) throws {
    guard let output = try Self.check("neox", target: target, every: 8) else { return }
    #expect(try output == Self.check("neox", target: "host", every: 8))
  }

  @Test func everyFileOfBothKindsCompilesWithoutWarnings() throws {
    let tokenizers = [
      Tokenizer.bytes, try Tokenizer(contentsOf: Self.vectors + "strict.json"),
    ]
    for tokenizer in tokenizers {
      try withTemporaryDirectory { directory in
        let package = directory + "/package"
        let files = try Self.emit(tokenizer, vocabulary: 700)
        for name in ["model_tokenizer.c", "model_tokenizer.h"] {
          let lines = EmittedFixture.text(name, in: files).split(separator: "\n")
          #expect(lines.allSatisfy { $0.utf8.count <= 100 })
        }
        try PackageWriter.write(files, to: package)
        let sources = try EmittedFixture.sources(in: package)
        for source in sources where source.contains("tokenizer") || source.hasPrefix("adder_") {
          for compiler in EmittedFixture.compilers {
            let result = try ExternalCommand.run(
              [compiler] + EmittedFixture.strict + ["-c", source], in: package)
            #expect(result.status == 0, "\(source): \(result.output)")
          }
        }
      }
    }
  }

  @Test func tokensMustBeThoseOfTheModel() throws {
    #expect(
      errorText { _ = try Self.emit(.bytes, vocabulary: 255) }
        == """
        the tokenizer has 256 tokens and the model 255; give the tokenizer that the model was \
        trained with
        """)
    #expect(errorText { _ = try Self.emit(.bytes, vocabulary: 256) } == nil)
    let program = TinyPrograms.classifier(seed: 2)
    let options = EmissionOptions(
      golden: EmittedFixture.golden(for: program), tokenizer: TokenizerTables(.bytes))
    let host = try TargetDescription.find("host")
    #expect(
      errorText { _ = try Emitter.emit(program, target: host, options: options) }
        == "\(program.name) takes no tokens; leave the tokenizer out")
  }

  @Test func packagesWithoutATokenizerHaveNoneOfItsFiles() throws {
    let names = try EmittedFixture.emit(TinyPrograms.language(seed: 1)).map(\.path)
    #expect(!names.contains { $0.contains("tokenizer") || $0.contains("unicode") })
  }
}
