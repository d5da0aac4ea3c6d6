/// Cuts text into words as the expression of GPT-2 does:
///
///     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
///
/// A byte that is no UTF-8 is a symbol of the sixth alternative. Every text is cut without a rest.
struct WordScanner {
  let text: ArraySlice<UInt8>

  private static let contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map {
    Array($0.utf8)
  }

  private enum Kind {
    case letter, number, space, other
  }

  /// End of the word that starts at `start`, which is inside the text.
  func wordEnd(from start: Int) -> Int {
    for contraction in WordScanner.contractions where text[start...].starts(with: contraction) {
      return start + contraction.count
    }
    let (kind, count) = self.kind(at: start)
    guard kind == .space else { return runEnd(of: kind, from: start) }
    let next = start + count
    if text[start] == UInt8(ascii: " "), next < text.endIndex {
      let nextKind = self.kind(at: next).kind
      if nextKind != .space { return runEnd(of: nextKind, from: next) }
    }
    return spaceEnd(from: start)
  }

  /// White space up to the last symbol before a word, and all of it at the end of the text.
  private func spaceEnd(from start: Int) -> Int {
    var end = start
    var last = start
    while end < text.endIndex {
      let (kind, count) = self.kind(at: end)
      guard kind == .space else { return last > start ? last : end }
      last = end
      end += count
    }
    return end
  }

  private func runEnd(of kind: Kind, from start: Int) -> Int {
    var end = start
    while end < text.endIndex {
      let (next, count) = self.kind(at: end)
      if next != kind { break }
      end += count
    }
    return end
  }

  private func kind(at position: Int) -> (kind: Kind, count: Int) {
    let (symbol, count) = SymbolCoding.symbol(text, at: position)
    let class_ = UnicodeClass.of(symbol)
    if class_.contains(.letter) { return (.letter, count) }
    if class_.contains(.number) { return (.number, count) }
    return (class_.contains(.space) ? .space : .other, count)
  }
}
