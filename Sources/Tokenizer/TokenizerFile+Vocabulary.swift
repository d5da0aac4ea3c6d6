import TensorFile

/// The tokens of a file.
extension TokenizerFile {
  /// The tokens of `model.vocab`: id by text, and text by id.
  typealias Vocabulary = (ids: [String: Int], texts: [String])

  func vocabulary(_ model: JSON) throws(TokenizerError) -> Vocabulary {
    guard let members = model["vocab"]?.members, !members.isEmpty else {
      throw malformed("model.vocab", "an object with at least one token")
    }
    guard members.count < TokenizerFile.vocabularyLimit else {
      throw unsupported(
        "model.vocab", .integer(members.count), "up to \(TokenizerFile.vocabularyLimit - 1) tokens")
    }
    var ids: [String: Int] = [:]
    ids.reserveCapacity(members.count)
    var texts = [String?](repeating: nil, count: members.count)
    for (token, value) in members.map({ ($0.key, $0.value) }) {
      guard let id = value.integer else {
        throw malformed("model.vocab", "an object of integers, which '\(token)' has none of")
      }
      guard texts.indices.contains(id) else {
        throw .idOutOfRange(path: path, token: token, id: id, count: members.count)
      }
      if let first = texts[id] {
        throw .duplicateID(path: path, id: id, first: first, second: token)
      }
      texts[id] = token
      ids[token] = id
    }
    // As many ids as places, all different: no place is empty.
    return (ids, texts.compactMap { $0 })
  }

  /// The added tokens, in the order of the file.
  ///
  /// `tokenizers` takes the id of the vocabulary where the content is in it and otherwise the
  /// next free one; a file that says something else would not mean what it says.
  func addedTokens(
    _ vocabulary: Vocabulary, normalizes: Bool
  ) throws(TokenizerError) -> [AddedToken] {
    guard let value = root["added_tokens"], value != .null else { return [] }
    guard let elements = value.elements else { throw malformed("added_tokens", "an array") }
    var next = vocabulary.texts.count
    var tokens: [AddedToken] = []
    var patterns: [Pattern: Int] = [:]
    for element in elements {
      guard let content = element["content"]?.string, let id = element["id"]?.integer else {
        throw malformed("added_tokens", "an array of objects with 'content' and 'id'")
      }
      if content.isEmpty { throw .emptyAddedToken(path: path, id: id) }
      // Strings are equal where they are canonically equivalent, tokens are not.
      let known = vocabulary.ids[content].flatMap {
        vocabulary.texts[$0].utf8.elementsEqual(content.utf8) ? $0 : nil
      }
      let expected = known ?? next
      guard id == expected else {
        throw .addedID(path: path, token: content, id: id, expected: expected)
      }
      if expected == next { next += 1 }
      guard next < TokenizerFile.vocabularyLimit else {
        throw unsupported(
          "added_tokens", .integer(next), "up to \(TokenizerFile.vocabularyLimit - 1) tokens")
      }
      let token = try addedToken(element, Array(content.utf8), Int32(id), normalizes: normalizes)
      let pattern = Pattern(bytes: token.pattern, isNormalized: token.isNormalized)
      if let first = patterns.updateValue(id, forKey: pattern) {
        throw .sameAddedToken(path: path, first: first, second: id)
      }
      tokens.append(token)
    }
    return tokens
  }

  /// By what an added token is found.
  private struct Pattern: Hashable {
    var bytes: [UInt8]
    var isNormalized: Bool
  }

  private func addedToken(
    _ element: JSON, _ content: [UInt8], _ id: Int32, normalizes: Bool
  ) throws(TokenizerError) -> AddedToken {
    func flag(_ key: String, default value: Bool = false) throws(TokenizerError) -> Bool {
      try self.flag(element, key, in: "added_tokens", default: value)
    }
    let isSpecial = try flag("special")
    let isNormalized = try flag("normalized", default: !isSpecial)
    return AddedToken(
      id: id, content: content,
      pattern: isNormalized && normalizes ? CanonicalForm.composed(content[...]) : content,
      isNormalized: isNormalized, stripsLeft: try flag("lstrip"), stripsRight: try flag("rstrip"),
      isSingleWord: try flag("single_word"), isSpecial: isSpecial)
  }

  /// The bytes of each token, by id: added ones are their content, others are in the alphabet.
  func tokens(
    _ texts: [String], _ added: [AddedToken]
  ) throws(TokenizerError) -> [[UInt8]] {
    var tokens: [[UInt8]] = []
    tokens.reserveCapacity(texts.count + added.count)
    let contents = Dictionary(added.map { (Int($0.id), $0.content) }) { first, _ in first }
    for (id, text) in texts.enumerated() {
      guard let bytes = contents[id] ?? ByteAlphabet.bytes(of: text) else {
        throw .notByteLevel(path: path, token: text)
      }
      tokens.append(bytes)
    }
    for token in added where Int(token.id) >= texts.count { tokens.append(token.content) }
    return tokens
  }

  func merges(_ model: JSON, _ ids: [String: Int]) throws(TokenizerError) -> MergeTable {
    guard let elements = model["merges"]?.elements else {
      throw malformed("model.merges", "an array")
    }
    var merges: [MergeTable.Merge] = []
    merges.reserveCapacity(elements.count)
    var seen: Set<UInt64> = []
    seen.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      guard let (left, right) = pair(element) else {
        throw .merge(path: path, index: index, .malformed)
      }
      func id(_ token: String) throws(TokenizerError) -> Int32 {
        guard let id = ids[token] else {
          throw .merge(path: path, index: index, .absent(token))
        }
        return Int32(id)
      }
      let merge = MergeTable.Merge(
        left: try id(left), right: try id(right), result: try id(left + right))
      guard seen.insert(MergeTable.key(merge.left, merge.right)).inserted else {
        throw .merge(path: path, index: index, .duplicate(left, right))
      }
      merges.append(merge)
    }
    return MergeTable(merges)
  }

  /// The two tokens of a merge, as `"a b"` or as `["a", "b"]`.
  private func pair(_ element: JSON) -> (left: String, right: String)? {
    let parts =
      element.string.map {
        $0.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      } ?? element.elements?.compactMap(\.string)
    guard let parts, parts.count == 2, element.elements?.count ?? 2 == 2 else { return nil }
    return parts.contains("") ? nil : (parts[0], parts[1])
  }
}
