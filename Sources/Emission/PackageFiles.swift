import CSyntax
import Program
import TargetDescription

/// What makes the sources a package: the runtime, the makefile, the readme, the manifest.
extension EmittedModel {
  /// Headers and kernels as in `Runtime-C`, with a line that says which version they are of, and
  /// the licence of these files: the same for every model of a target.
  func runtimeFiles() throws(EmissionError) -> [EmittedFile] {
    guard let licence = EmbeddedFile.find("LICENSE") else { throw .missingFile("LICENSE") }
    let notice = [UInt8](
      "/* Part of \(options.generator), the same in every package for these kernels. */\n".utf8)
    let files = try library.closure(
      of: runtimeSources + samplerSources + tokenizerSources
        + ["adder_fixed.h", "adder_kernels.h", "adder_checked.h", "adder_check_failed.h"])
    return [EmittedFile(path: "adder_license.txt", bytes: licence.bytes)]
      + files.map { file in
        var file = file
        file.bytes =
          EmittedModel.licence + notice + file.bytes.dropFirst(EmittedModel.licence.count)
        return file
      }
  }

  /// The first lines of every file in `Runtime-C`.
  static let licence = [UInt8](
    """
    /* SPDX-License-Identifier: MIT */
    /* Copyright (c) the authors of Adder */

    """.utf8)

  /// Sources of the library, without the assembler file of the tables.
  var librarySources: [String] {
    ["\(prefix).c", "\(prefix)_weights.c"] + (savedState == nil ? [] : ["\(prefix)_saved.c"])
      + runtimeSources + samplerSources + tokenizerObjects.map { $0.dropLast(2) + ".c" }
  }

  /// Every header of the package.
  func headerNames() throws(EmissionError) -> [String] {
    ["", "_weights", "_ranges", "_selftest", "_selftest_host"].map { "\(prefix)\($0).h" }
      + (options.tokenizer == nil ? [] : ["\(prefix)_tokenizer.h"])
      + (try runtimeFiles()).map(\.path).filter { $0.hasSuffix(".h") }
  }

  /// What programs need beside the library.
  var dataNames: [String] { placement == .blob ? ["\(prefix)_weights.bin"] : [] }

  func makefile(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let objects = runtimeSources.map { $0.dropLast(2) + ".o" }
    let headers = try headerNames()
    let targetLines = [
      "CC = \(target.compilers[0])",
      "TARGET_CFLAGS = \((target.cflags + threadFlags).joined(separator: " "))",
      "LDFLAGS = \(target.linkFlags.joined(separator: " "))",
      "RUNNER = \(target.runner.joined(separator: " "))",
    ]
    let fileLines = [
      "NAME = \(prefix)", "DATA = \(dataNames.joined())",
      "HEADERS = \(headers.joined(separator: " "))",
      "TABLES = \(placement == .incbin ? "\(prefix)_tables.o" : "")",
      "SAVED = \(savedState == nil ? "" : "\(prefix)_saved.o")", "ARCHIVE = lib\(prefix).a",
      "PROGRAMS = \(programs.joined(separator: " "))",
      "SAMPLER = \(samplerSources.map { $0.dropLast(2) + ".o" }.joined(separator: " "))",
      "TOKENIZER = \(tokenizerObjects.joined(separator: " \\\n  "))",
      "RUNTIME = \(objects.joined(separator: " \\\n  "))",
    ]
    let generate = try generateRule()
    let bytes = try Template("package.mk").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.make("Makefile", "builds the model \"\(program.name)\".") }),
        ("target", { _ in EmittedModel.text(targetLines) }),
        ("files", { _ in EmittedModel.text(fileLines) }), ("generate", { _ in generate }),
      ])
    return EmittedFile(path: "Makefile", bytes: bytes)
  }

  func readme(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let summary = [purpose.prefix(1).uppercased() + purpose.dropFirst(), ""]
    let parts =
      layout.arena.map {
        [
          "| of it the arena of a sequence | \($0.bytes) |",
          "| of that at the fullest step | \($0.leastBytes) |",
        ]
      } ?? [
        "| of it from position to position | \(memory.lastingBytes) |",
        "| of it scratch | \(memory.scratchBytes) |",
      ]
    let table =
      ["| what | bytes |", "| --- | ---: |"]
      + memory.flashRows.map { "| \($0.name) | \($0.bytes) |" }
      + ["| state struct | \(memory.structBytes) |"] + parts
      + (memory.code.map { ["| stack at most | \($0.stackBytes) |"] } ?? [])
    let threads = isParallel ? try Template("threads_readme.md").filled(prefix: prefix, []) : []
    let weights =
      placement == .blob ? try Template("weights_readme.md").filled(prefix: prefix, []) : []
    let saved = savedState == nil ? [] : try Template("saved_readme.md").filled(prefix: prefix, [])
    let savedInsertion: [(marker: String, text: (_ indent: Int) -> [UInt8])] =
      savedState == nil ? [] : [("saved", { _ in saved })]
    let initialiser =
      placement == .blob
      ? "if (\(prefix)_init(&state, weights, count) == ADDER_OK) ..." : "\(prefix)_init(&state);"
    let begin =
      placement == .blob
      ? ["if (\(prefix)_init(&state, weights, count) != ADDER_OK) {", "  return 1;", "}"]
      : [initialiser]
    let selftest = try Template("selftest_readme.md").filled(
      prefix: prefix, [("begin", { EmittedModel.lines(begin, indent: $0) })])
    let provenance = banner.lines.map { "    " + CComment.sanitized($0) }
    let bytes = try Template("\(program.input.templates)_readme.md").filled(
      prefix: prefix,
      savedInsertion + [
        ("init", { EmittedModel.lines([initialiser], indent: $0) }),
        ("weights", { _ in weights }), ("selftest", { _ in selftest }),
        ("summary", { _ in EmittedModel.text(summary + provenance) }),
        ("memory", { _ in EmittedModel.text(table) }), ("threads", { _ in threads }),
      ])
    return EmittedFile(path: "README.md", bytes: bytes)
  }

  private static func text(_ lines: [String]) -> [UInt8] {
    Array((lines.map { $0.trimmedEnd }.joined(separator: "\n") + "\n").utf8)
  }
}

extension String {
  /// Without spaces at the end.
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
