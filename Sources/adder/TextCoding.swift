/// How a text becomes tokens and tokens become text: as the emitted `NAME_generate` does it.
enum TextCoding {
  /// A token is a byte.
  case bytes
  /// Texts are tokens in decimal with blanks between them.
  case identifiers(vocabulary: Int)

  /// - Parameter vocabulary: Of the model.
  init(vocabulary: Int) {
    self = vocabulary == 256 ? .bytes : .identifiers(vocabulary: vocabulary)
  }

  /// - Throws: ``CommandError/notToken(_:vocabulary:)``, ``CommandError/emptyPrompt``.
  func tokens(of text: String) throws(CommandError) -> [Int32] {
    let tokens: [Int32]
    switch self {
    case .bytes:
      tokens = text.utf8.map(Int32.init)
    case .identifiers(let vocabulary):
      let words = text.split { " \t\r\n".contains($0) }
      tokens = try words.map { (word) throws(CommandError) in
        guard word.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
          let token = Int32(word), token < vocabulary
        else { throw .notToken(String(word), vocabulary: vocabulary) }
        return token
      }
    }
    guard !tokens.isEmpty else { throw .emptyPrompt }
    return tokens
  }

  /// The prompt as it is printed.
  func echo(_ text: String, _ tokens: [Int32]) -> [UInt8] {
    switch self {
    case .bytes: Array(text.utf8)
    case .identifiers: Array(tokens.map { "\($0)" }.joined(separator: " ").utf8)
    }
  }

  /// What a token adds to the text.
  mutating func text(of token: Int32) -> [UInt8] {
    switch self {
    case .bytes: [UInt8(truncatingIfNeeded: token)]
    case .identifiers: Array(" \(token)".utf8)
    }
  }

  /// What the end of the text adds to it.
  mutating func end() -> [UInt8] { [UInt8(ascii: "\n")] }
}
