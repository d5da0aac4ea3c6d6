import CSyntax
import Tokenizer

/// What a package has more whose model comes with a tokenizer.
extension EmittedModel {
  /// Of `Runtime-C/tokenizer` and `Runtime-C/unicode`; none without a tokenizer.
  var tokenizerSources: [String] {
    guard options.tokenizer != nil else { return [] }
    return [
      "adder_added.c", "adder_compose.c", "adder_decoder.c", "adder_encode.c", "adder_merge.c",
      "adder_symbol.c", "adder_tokenizer.c", "adder_unicode_tables.c", "adder_word.c",
    ]
  }

  /// Objects of the library that only programs of text need.
  var tokenizerObjects: [String] {
    options.tokenizer == nil
      ? [] : ["\(prefix)_tokenizer.o"] + tokenizerSources.map { $0.dropLast(2) + ".o" }
  }

  func tokenizerFiles(_ banner: Banner) throws(EmissionError) -> [EmittedFile] {
    guard let tables = options.tokenizer else { return [] }
    let constants = tokenizerConstants(tables)
    let header = try Template("tokenizer.h").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c("\(prefix)_tokenizer.h", "the tokenizer of the model.") }),
        ("constants", { CPrinter.print(constants, indent: $0) }),
      ])
    let nodes = tokenizerTables(tables)
    let object = CNode.object(tokenizerObject(tables))
    let source = try Template("tokenizer.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c("\(prefix)_tokenizer.c", "the tables of the tokenizer.") }),
        ("tables", { CPrinter.print(nodes, indent: $0) + addedTokens(tables) }),
        ("tokenizer", { CPrinter.print([object], indent: $0) }),
      ])
    return [
      EmittedFile(path: "\(prefix)_tokenizer.h", bytes: header),
      EmittedFile(path: "\(prefix)_tokenizer.c", bytes: source),
    ]
  }

  private func tokenizerConstants(_ tables: TokenizerTables) -> [CNode] {
    let kind =
      tables.mergeCount == 0
      ? "Plain bytes."
      : "Byte-level BPE: \(tables.mergeCount) merges, \(tables.added.count) added tokens."
    return [
      .comment(["\(kind) Tables \(NumberText.grouped(tables.byteCount)) B, all constant."]),
      .define("\(macro)_TOKENIZER_VOCABULARY", .integer(tables.vocabulary)), .blank,
      .comment(["Bytes that the text of one more token can have."]),
      .define("\(macro)_TOKENIZER_ROOM", .integer(3 * (tables.longest + 3))),
    ]
  }

  /// The tables of bytes with their names.
  private func byteTables(
    _ tables: TokenizerTables
  ) -> [(name: String, comment: String, values: [UInt8])] {
    [
      ("offsets", "where the bytes of a token begin, three bytes each", tables.offsets),
      ("bytes", "of all tokens", tables.bytes),
      ("byte_ids", "the token of a byte, three bytes each", tables.byteIDs),
      ("first", "the first merge of a left token, three bytes each", tables.first),
      ("pairs", "merges: right token, rank, result, three bytes each", tables.pairs),
      ("added_bytes", "what added tokens are found by", tables.addedBytes),
      ("added_starts", "bits of the bytes that they begin with", tables.addedStarts),
    ]
  }

  private func tokenizerTables(_ tables: TokenizerTables) -> [CNode] {
    let nodes: [CNode] = byteTables(tables).filter { !$0.values.isEmpty }.flatMap { table in
      [
        .comment([table.comment]),
        .table(
          CTable(name: table.name, shape: [table.values.count], values: .uint8(table.values))),
        .blank,
      ]
    }
    return tables.added.isEmpty ? nodes.dropLast() : nodes
  }

  /// The array of added tokens, a line each.
  private func addedTokens(_ tables: TokenizerTables) -> [UInt8] {
    if tables.added.isEmpty { return [] }
    let lines = tables.added.map { "  {\($0.id), \($0.offset), \($0.length), \($0.flags)}," }
    let text = ["static const adder_added_token added[\(lines.count)] = {"] + lines + ["};", ""]
    return Array(text.joined(separator: "\n").utf8)
  }

  private func tokenizerObject(_ tables: TokenizerTables) -> CObject {
    let pointers = byteTables(tables).map { table in
      CObject.Field(table.name, .name(table.values.isEmpty ? "NULL" : table.name))
    }
    return CObject(
      type: "adder_tokenizer", name: "\(prefix)_tokenizer",
      fields: [
        CObject.Field("vocabulary", .integer(tables.vocabulary)),
        CObject.Field("longest", .integer(tables.longest)),
        CObject.Field("merges", .integer(tables.mergeCount)),
        CObject.Field("flags", .integer(Int(tables.flags))),
      ] + pointers + [
        CObject.Field("added", .name(tables.added.isEmpty ? "NULL" : "added")),
        CObject.Field("added_count", .integer(tables.added.count)),
      ])
  }
}
