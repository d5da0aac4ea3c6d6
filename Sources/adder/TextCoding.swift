import Tokenizer

/// How a text becomes tokens and tokens become text: as the emitted `NAME_generate` does it.
enum TextCoding {
  /// A token is a byte.
  case bytes
  /// Texts are tokens in decimal with blanks between them.
  case identifiers(vocabulary: Int)
  /// Tokens are those of a tokenizer, and text comes in whole characters.
  case tokenizer(Tokenizer, StreamingDecoder)

  /// - Parameters:
  ///   - vocabulary: Of the model.
  ///   - tokenizer: Nil where none is given.
  /// - Throws: ``CommandError/otherTokenizer(tokens:vocabulary:)``.
  init(vocabulary: Int, tokenizer: Tokenizer?) throws(CommandError) {
    guard let tokenizer else {
      self = vocabulary == 256 ? .bytes : .identifiers(vocabulary: vocabulary)
      return
    }
    guard tokenizer.vocabulary <= vocabulary else {
      throw .otherTokenizer(tokens: tokenizer.vocabulary, vocabulary: vocabulary)
    }
    self = .tokenizer(tokenizer, StreamingDecoder(tokenizer))
  }

  /// - Throws: ``CommandError/notToken(_:vocabulary:)``, ``CommandError/emptyPrompt``.
  func tokens(of text: String) throws(CommandError) -> [Int32] {
    let tokens: [Int32]
    switch self {
    case .bytes: tokens = text.utf8.map(Int32.init)
    case .identifiers(let vocabulary):
      tokens = try TextCoding.identifiers(in: text, vocabulary: vocabulary)
    case .tokenizer(let tokenizer, _): tokens = tokenizer.encode(text)
    }
    guard !tokens.isEmpty else { throw .emptyPrompt }
    return tokens
  }

  private static func identifiers(
    in text: String, vocabulary: Int
  ) throws(CommandError) -> [Int32] {
    // By bytes: "\r\n" is one character.
    let blanks = Array(" \t\r\n".utf8)
    return try text.utf8.split { blanks.contains($0) }.map { (bytes) throws(CommandError) in
      let word = String(Substring(bytes))
      guard bytes.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
        let token = Int32(word), token < vocabulary
      else { throw .notToken(word, vocabulary: vocabulary) }
      return token
    }
  }

  /// The prompt as it is printed.
  func echo(_ text: String, _ tokens: [Int32]) -> [UInt8] {
    switch self {
    case .bytes, .tokenizer: Array(text.utf8)
    case .identifiers: Array(tokens.map { "\($0)" }.joined(separator: " ").utf8)
    }
  }

  /// What a token adds to the text.
  mutating func text(of token: Int32) -> [UInt8] {
    switch self {
    case .bytes: return [UInt8(truncatingIfNeeded: token)]
    case .identifiers: return Array(" \(token)".utf8)
    case .tokenizer(let tokenizer, var decoder):
      let text = decoder.push(token)
      self = .tokenizer(tokenizer, decoder)
      return text
    }
  }

  /// What the end of the text adds to it.
  mutating func end() -> [UInt8] {
    var text: [UInt8] = []
    if case .tokenizer(_, var decoder) = self { text = decoder.flush() }
    return text + [UInt8(ascii: "\n")]
  }
}
