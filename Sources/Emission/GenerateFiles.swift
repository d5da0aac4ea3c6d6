import CSyntax
import Program
import Sampling
import Tokenizer

/// The program of a language model's package that continues a text; other models have none.
extension EmittedModel {
  /// Sources of the runtime that only this program needs.
  var samplerSources: [String] {
    program.isClassifier ? [] : ["adder_decimal.c", "adder_sampler.c"]
  }

  func generate(_ banner: Banner) throws(EmissionError) -> [EmittedFile] {
    guard case .token(let vocabulary) = program.input else { return [] }
    let file = "\(prefix)_generate.c"
    let programInsertions = try self.programInsertions()
    let coding = generatesByTokenizer ? "tokenizer" : vocabulary == 256 ? "bytes" : "ids"
    let text = try Template("generate_\(coding).c").filled(prefix: prefix, [])
    let include =
      generatesByTokenizer ? CPrinter.print([.include("\(prefix)_tokenizer.h")], indent: 0) : []
    let constants = generateConstants(vocabulary)
    let bytes = try Template("language_generate.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "continues a text.") }),
        ("constants", { CPrinter.print(constants, indent: $0) }),
        ("text", { _ in text }), ("tokenizer", { _ in include }),
      ] + programInsertions)
    return [EmittedFile(path: file, bytes: bytes)]
  }

  /// Whether the program takes and prints text by way of a tokenizer; plain bytes need none.
  private var generatesByTokenizer: Bool { options.tokenizer.map { $0.mergeCount > 0 } ?? false }

  private func generateConstants(_ vocabulary: Int) -> [CNode] {
    let unit = LogitUnit(scale: program.logitScale)
    return [
      .comment(["Tokens that can be drawn: 0 ..< ADDER_TOKENS."]),
      .define("ADDER_TOKENS", .integer(min(vocabulary, program[program.logits].count))), .blank,
      .comment(["\(macro)_LOGIT_SCALE * log2(e) = ADDER_UNIT_MULTIPLIER * 2^-ADDER_UNIT_SHIFT"]),
      .define("ADDER_UNIT_MULTIPLIER", .name("\(unit.multiplier)u")),
      .define("ADDER_UNIT_SHIFT", .name("\(unit.shift < 0 ? "(\(unit.shift))" : "\(unit.shift)")")),
    ]
  }

  /// How the makefile builds the program.
  func generateRule() throws(EmissionError) -> [UInt8] {
    if program.isClassifier { return [] }
    let objects = generatesByTokenizer ? "$(SAMPLER) $(TOKENIZER)" : "$(SAMPLER)"
    return try Template("generate.mk").filled(
      prefix: prefix, [("objects", { _ in Array("GENERATE = \(objects)\n".utf8) })])
  }

  /// What `make` builds.
  var programs: [String] {
    (["run", "selftest"] + (program.isClassifier ? [] : ["generate"])).map { "\(prefix)_\($0)" }
  }
}
