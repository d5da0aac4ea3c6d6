/// A token that is found in text before words are cut and merged.
package struct AddedToken: Hashable, Sendable {
  package var id: Int32
  /// What the token stands for.
  package var content: [UInt8]
  /// What is searched for: the content, normalized where ``isNormalized``. At least one byte.
  package var pattern: [UInt8]
  /// Found in the normalized text, between the tokens that are not.
  package var isNormalized: Bool
  /// Takes the white space before it.
  package var stripsLeft: Bool
  /// Takes the white space after it.
  package var stripsRight: Bool
  /// Found only where no word character is beside it.
  package var isSingleWord: Bool
  /// A mark such as the end of the text.
  package var isSpecial: Bool
}

/// Finds added tokens in text: the leftmost, of those the longest.
struct AddedTokenScanner {
  /// By first byte, the longest first.
  private var tokens: [UInt8: [AddedToken]] = [:]

  init(_ tokens: [AddedToken]) {
    for token in tokens { self.tokens[token.pattern[0], default: []].append(token) }
    for key in self.tokens.keys {
      self.tokens[key]?.sort { $0.pattern.count > $1.pattern.count }
    }
  }

  /// A part of a text: a token, or what is between tokens.
  enum Piece {
    case token(Int32)
    case text(ArraySlice<UInt8>)
  }

  /// The pieces of `text` without empty ones.
  ///
  /// As in `tokenizers`, a token's search does not know what the one before it stripped: after
  /// a token that takes the white space behind it, another that starts there is found as well.
  func pieces(of text: ArraySlice<UInt8>) -> [Piece] {
    if tokens.isEmpty { return text.isEmpty ? [] : [.text(text)] }
    var pieces: [Piece] = []
    var start = text.startIndex
    var position = text.startIndex
    while position < text.endIndex {
      guard let token = token(in: text, at: position) else {
        position += 1
        continue
      }
      let end = position + token.pattern.count
      defer { position = end }
      if token.isSingleWord, isWord(text, before: position) || isWord(text, at: end) { continue }
      let first = token.stripsLeft ? spaceStart(text, before: position, after: start) : position
      if start < first { pieces.append(.text(text[start..<first])) }
      pieces.append(.token(token.id))
      // What an earlier token has stripped up to `start` is white space.
      start = token.stripsRight ? spaceEnd(text, from: max(start, end)) : end
    }
    if start < text.endIndex { pieces.append(.text(text[start...])) }
    return pieces
  }

  private func token(in text: ArraySlice<UInt8>, at position: Int) -> AddedToken? {
    tokens[text[position]]?.first { text[position...].starts(with: $0.pattern) }
  }

  private func isWord(_ text: ArraySlice<UInt8>, at position: Int) -> Bool {
    position < text.endIndex
      && UnicodeClass.of(SymbolCoding.symbol(text, at: position).symbol).contains(.word)
  }

  private func isWord(_ text: ArraySlice<UInt8>, before position: Int) -> Bool {
    position > text.startIndex
      && UnicodeClass.of(SymbolCoding.last(text, before: position).symbol).contains(.word)
  }

  /// Not before `limit`, where the last piece ends; looking further would take quadratic time.
  private func spaceStart(
    _ text: ArraySlice<UInt8>, before position: Int, after limit: Int
  ) -> Int {
    var start = position
    while start > limit {
      let (symbol, count) = SymbolCoding.last(text, before: start)
      guard UnicodeClass.of(symbol).contains(.space) else { break }
      start -= count
    }
    return max(start, limit)
  }

  private func spaceEnd(_ text: ArraySlice<UInt8>, from position: Int) -> Int {
    var end = position
    while end < text.endIndex {
      let (symbol, count) = SymbolCoding.symbol(text, at: end)
      guard UnicodeClass.of(symbol).contains(.space) else { break }
      end += count
    }
    return end
  }
}
