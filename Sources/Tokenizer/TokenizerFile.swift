import TensorFile

/// Reads `tokenizer.json`, checking everything that the encoder relies on.
struct TokenizerFile {
  /// 50,000 tokens take 2 MB, 250,000 take 17 MB.
  static let sizeLimit = 64 << 20
  /// Ids and offsets take three bytes in the C tables, and the highest number stands for none.
  static let vocabularyLimit = 0xff_ffff

  let path: String
  let root: JSON

  static func read(_ path: String) throws(TokenizerError) -> Tokenizer {
    let root: JSON
    do {
      let file = try MappedFile(path: path)
      guard file.count <= sizeLimit else {
        throw TokenizerError.tooLarge(path: path, bytes: file.count, limit: sizeLimit)
      }
      root = try file.withBytes { bytes throws(TensorFileError) in
        try JSON.parse(bytes, path: path)
      }
    } catch let error as TensorFileError {
      throw .file(error)
    } catch let error as TokenizerError {
      throw error
    } catch {
      preconditionFailure("reading a tokenizer throws only the two")
    }
    return try TokenizerFile(path: path, root: root).tokenizer()
  }

  private func tokenizer() throws(TokenizerError) -> Tokenizer {
    guard root.members != nil else { throw malformed("the file", "an object") }
    let model = try checkedModel()
    let normalizes = try normalizes()
    let (splits, addsPrefixSpace) = try preTokenizer()
    try checkDecoder()

    let vocabulary = try vocabulary(model)
    let added = try addedTokens(vocabulary, normalizes: normalizes)
    let tokens = try tokens(vocabulary.texts, added)
    let bytes = tokens.reduce(0) { $0 + $1.count }
    if bytes > TokenizerFile.vocabularyLimit {
      throw .tokenBytes(path: path, bytes: bytes, limit: TokenizerFile.vocabularyLimit)
    }
    var byteIDs = [Int32?](repeating: nil, count: 256)
    for id in vocabulary.texts.indices where tokens[id].count == 1 {
      // A control token may have the one character that an added token's content is.
      if ByteAlphabet.bytes(of: vocabulary.texts[id]) == tokens[id] {
        byteIDs[Int(tokens[id][0])] = Int32(id)
      }
    }
    let missing = byteIDs.count { $0 == nil }
    if let unknown = model["unk_token"]?.string, missing > 0 {
      throw .missingBytes(path: path, count: missing, unknown: unknown)
    }
    return Tokenizer(
      tokens: tokens, byteIDs: byteIDs, merges: try merges(model, vocabulary.ids), added: added,
      normalizes: normalizes, splits: splits, addsPrefixSpace: addsPrefixSpace)
  }

  func malformed(_ part: String, _ expected: String) -> TokenizerError {
    .malformed(path: path, part: part, expected: expected)
  }

  func unsupported(_ part: String, _ value: JSON?, _ supported: String) -> TokenizerError {
    .unsupported(path: path, part: part, value: TokenizerFile.text(value), supported: supported)
  }

  /// What a part says it is: its type, or the value itself where that has none.
  private func typeOr(_ part: JSON) -> JSON? { part.members == nil ? part : part["type"] }

  private static func text(_ value: JSON?) -> String {
    switch value {
    case .none: "absent"
    case .string(let string): "'\(string)'"
    case .bool(let bool): "\(bool)"
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)"
    case .some(let value): value.kind
    }
  }
}

/// What the file says about how text is encoded.
extension TokenizerFile {
  private static let supportedModel = "byte-level BPE without dropout, affixes or byte_fallback"

  private func checkedModel() throws(TokenizerError) -> JSON {
    guard let model = root["model"], model.members != nil else {
      throw malformed("model", "an object")
    }
    // Files of the first versions name no type.
    if let type = model["type"], type != .string("BPE") {
      throw unsupported("model.type", type, "BPE")
    }
    for key in ["dropout", "continuing_subword_prefix", "end_of_word_suffix"] {
      guard let value = model[key], value != .null, value != .string(""), value.number != 0 else {
        continue
      }
      throw unsupported("model." + key, value, TokenizerFile.supportedModel)
    }
    for key in ["byte_fallback", "ignore_merges"] {
      guard let value = model[key], value != .null, value != .bool(false) else { continue }
      throw unsupported("model." + key, value, "false")
    }
    return model
  }

  /// True for normal form C, the only normalizer.
  private func normalizes() throws(TokenizerError) -> Bool {
    guard let normalizer = root["normalizer"], normalizer != .null else { return false }
    if normalizer["type"] == .string("Sequence"), let parts = normalizer["normalizers"]?.elements {
      for part in parts where part["type"] != .string("NFC") {
        throw unsupported("normalizer", typeOr(part), "NFC or none")
      }
      return !parts.isEmpty
    }
    guard normalizer["type"] == .string("NFC") else {
      throw unsupported("normalizer", typeOr(normalizer), "NFC or none")
    }
    return true
  }

  private func preTokenizer() throws(TokenizerError) -> (splits: Bool, addsPrefixSpace: Bool) {
    let supported = "ByteLevel, or Split with the expression of GPT-2 and ByteLevel"
    guard let value = root["pre_tokenizer"], value.members != nil else {
      throw unsupported("pre_tokenizer", root["pre_tokenizer"], supported)
    }
    let parts = value["type"] == .string("Sequence") ? value["pretokenizers"]?.elements : [value]
    guard let parts, let last = parts.last, parts.count <= 2,
      last["type"] == .string("ByteLevel")
    else { throw unsupported("pre_tokenizer", typeOr(value), supported) }
    let usesRegex = try flag(last, "use_regex", in: "pre_tokenizer", default: true)
    let addsPrefixSpace = try flag(last, "add_prefix_space", in: "pre_tokenizer", default: true)
    if parts.count == 1 { return (usesRegex, addsPrefixSpace) }
    try checkSplit(parts[0])
    // Behind a split every word would get a space, and be cut once more.
    if addsPrefixSpace {
      throw unsupported("pre_tokenizer.add_prefix_space", .bool(true), "false behind Split")
    }
    if usesRegex { throw unsupported("pre_tokenizer.use_regex", .bool(true), "false behind Split") }
    return (true, false)
  }

  private func checkSplit(_ split: JSON) throws(TokenizerError) {
    let expression = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
    guard split["type"] == .string("Split") else {
      throw unsupported("pre_tokenizer", typeOr(split), "Split before ByteLevel")
    }
    guard split["pattern"]?["Regex"] == .string(expression) else {
      throw unsupported(
        "pre_tokenizer.pattern", split["pattern"]?["Regex"] ?? split["pattern"],
        "the expression of GPT-2: \(expression)")
    }
    // The expression matches everything: nothing is left to be isolated or removed.
    let behavior = split["behavior"]?.string
    let inverts = try flag(split, "invert", in: "pre_tokenizer", default: false)
    guard behavior == (inverts ? "Removed" : "Isolated") else {
      throw unsupported(
        "pre_tokenizer.behavior", split["behavior"], "Isolated, or Removed inverted")
    }
  }

  private func checkDecoder() throws(TokenizerError) {
    guard let decoder = root["decoder"], decoder != .null else { return }
    guard decoder["type"] == .string("ByteLevel") else {
      throw unsupported("decoder", typeOr(decoder), "ByteLevel")
    }
  }

  func flag(
    _ object: JSON, _ key: String, in part: String, default value: Bool
  ) throws(TokenizerError) -> Bool {
    guard let found = object[key] else { return value }
    guard let flag = found.bool else { throw malformed("\(part).\(key)", "true or false") }
    return flag
  }
}
