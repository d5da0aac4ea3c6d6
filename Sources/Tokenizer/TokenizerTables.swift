/// A tokenizer as the C has it: the members of `adder_tokenizer`, see `adder_tokenizer.h`.
package struct TokenizerTables: Hashable, Sendable {
  /// An `adder_added_token`.
  package struct Added: Hashable, Sendable {
    package var id: UInt32
    /// In ``TokenizerTables/addedBytes``.
    package var offset: UInt32
    package var length: UInt32
    package var flags: UInt32
  }

  package let vocabulary: Int
  /// Bytes of the longest token.
  package let longest: Int
  package let mergeCount: Int
  package let flags: UInt32
  package let offsets: [UInt8]
  package let bytes: [UInt8]
  package let byteIDs: [UInt8]
  package let first: [UInt8]
  package let pairs: [UInt8]
  package let added: [Added]
  package let addedBytes: [UInt8]
  /// 32 bytes of tokens that are found before the text is normalized, 32 of the others.
  package let addedStarts: [UInt8]

  private static let none: Int32 = 0xff_ffff

  package init(_ tokenizer: Tokenizer) {
    vocabulary = tokenizer.vocabulary
    longest = tokenizer.tokens.reduce(0) { max($0, $1.count) }
    mergeCount = tokenizer.merges.merges.count
    flags =
      (tokenizer.normalizes ? 1 : 0) | (tokenizer.splits ? 2 : 0)
      | (tokenizer.addsPrefixSpace ? 4 : 0)

    var end = 0
    offsets =
      TokenizerTables.packed([0])
      + TokenizerTables.packed(
        tokenizer.tokens.map {
          end += $0.count
          return Int32(end)
        })
    bytes = tokenizer.tokens.flatMap { $0 }
    byteIDs = TokenizerTables.packed(tokenizer.byteIDs.map { $0 ?? TokenizerTables.none })

    let merges = tokenizer.merges.merges.enumerated().sorted {
      ($0.element.left, $0.element.right) < ($1.element.left, $1.element.right)
    }
    pairs = TokenizerTables.packed(
      merges.flatMap { [$0.element.right, Int32($0.offset), $0.element.result] })
    var counts = [Int32](repeating: 0, count: tokenizer.vocabulary + 1)
    for merge in merges { counts[Int(merge.element.left) + 1] += 1 }
    for index in counts.indices.dropFirst() { counts[index] += counts[index - 1] }
    first = TokenizerTables.packed(counts)

    let tokens = tokenizer.added.sorted { TokenizerTables.precedes($0, $1) }
    var start = 0
    added = tokens.map { token in
      defer { start += token.pattern.count }
      return Added(
        id: UInt32(token.id), offset: UInt32(start), length: UInt32(token.pattern.count),
        flags: TokenizerTables.flags(of: token))
    }
    addedBytes = tokens.flatMap(\.pattern)
    var starts = [UInt8](repeating: 0, count: 64)
    for token in tokens {
      let byte = Int(token.pattern[0])
      starts[(token.isNormalized ? 32 : 0) + byte / 8] |= 1 << UInt8(byte % 8)
    }
    addedStarts = starts
  }

  /// Size of all tables in bytes.
  package var byteCount: Int {
    offsets.count + bytes.count + byteIDs.count + first.count + pairs.count + 16 * added.count
      + addedBytes.count + addedStarts.count
  }

  /// Numbers of three bytes each, the lowest first.
  private static func packed(_ values: [Int32]) -> [UInt8] {
    values.flatMap { value in
      [0, 8, 16].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
  }

  private static func flags(of token: AddedToken) -> UInt32 {
    (token.isNormalized ? 1 : 0) | (token.stripsLeft ? 2 : 0) | (token.stripsRight ? 4 : 0)
      | (token.isSingleWord ? 8 : 0) | (token.isSpecial ? 16 : 0)
  }

  /// Those found in normalized text last, then by first byte, the longest first.
  private static func precedes(_ a: AddedToken, _ b: AddedToken) -> Bool {
    func key(_ token: AddedToken) -> (Int, UInt8, Int, Int32) {
      (token.isNormalized ? 1 : 0, token.pattern[0], -token.pattern.count, token.id)
    }
    return key(a) < key(b)
  }
}
