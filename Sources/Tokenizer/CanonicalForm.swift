/// Unicode's normal form C (Unicode 3.11, D117) of the version that `tokenizers` has.
///
/// Bytes that are no UTF-8 stay as they are and join with nothing.
enum CanonicalForm {
  static func composed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var symbols: [Symbol] = []
    var position = text.startIndex
    var isNormal = true
    while position < text.endIndex {
      let (symbol, count) = SymbolCoding.symbol(text, at: position)
      if symbol >= 0x300, UnicodeClass.of(symbol).contains(.normalizing) { isNormal = false }
      symbols.append(symbol)
      position += count
    }
    if isNormal { return Array(text) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for symbol in composed(ordered(symbols.flatMap(decomposed))) {
      SymbolCoding.append(symbol, to: &bytes)
    }
    return bytes
  }

  private static let hangul = Hangul()

  /// The full canonical decomposition of one symbol.
  private static func decomposed(_ symbol: Symbol) -> [Symbol] {
    if let jamos = hangul.decomposed(symbol) { return jamos }
    guard let (first, second) = UnicodeData.decompositions[symbol] else { return [symbol] }
    // Only the first part may be decomposed again.
    return decomposed(first) + (second == 0 ? [] : [second])
  }

  private static func combiningClass(_ symbol: Symbol) -> UInt8 {
    symbol < 0x300 ? 0 : UnicodeData.combining.value(at: symbol)
  }

  /// Marks between starters sorted by combining class, equal ones in their order.
  private static func ordered(_ symbols: [Symbol]) -> [Symbol] {
    var result: [Symbol] = []
    var marks: [(order: UInt8, symbol: Symbol)] = []
    func flush() {
      // The standard library's sort is stable, as its documentation does not promise: the index
      // decides among equals.
      let sorted = marks.enumerated().sorted {
        ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
      }
      result += sorted.map(\.element.symbol)
      marks.removeAll(keepingCapacity: true)
    }
    for symbol in symbols {
      let order = combiningClass(symbol)
      if order == 0 {
        flush()
        result.append(symbol)
      } else {
        marks.append((order, symbol))
      }
    }
    flush()
    return result
  }

  /// Joins each symbol with the starter before it where nothing between them blocks it.
  private static func composed(_ symbols: [Symbol]) -> [Symbol] {
    var result: [Symbol] = []
    var starter: Int?
    for symbol in symbols {
      let order = combiningClass(symbol)
      if let starter {
        let isNext = starter == result.count - 1
        let isBlocked = !isNext && combiningClass(result[result.count - 1]) >= order
        if !isBlocked, let joined = join(result[starter], symbol) {
          result[starter] = joined
          continue
        }
      }
      if order == 0 { starter = result.count }
      result.append(symbol)
    }
    return result
  }

  private static func join(_ first: Symbol, _ second: Symbol) -> Symbol? {
    hangul.joined(first, second)
      ?? UnicodeData.compositions[UInt64(first) << 32 | UInt64(second)]
  }
}

/// Hangul syllables, which are composed by arithmetic (Unicode 3.12).
private struct Hangul {
  let syllables: Range<Symbol> = 0xac00..<0xac00 + 11172
  let leads: Range<Symbol> = 0x1100..<0x1113
  let vowels: Range<Symbol> = 0x1161..<0x1176
  /// Without the place of no trailing consonant, 0x11a7.
  let trails: Range<Symbol> = 0x11a8..<0x11c3

  func decomposed(_ symbol: Symbol) -> [Symbol]? {
    guard syllables.contains(symbol) else { return nil }
    let index = symbol - syllables.lowerBound
    let pair = [leads.lowerBound + index / 588, vowels.lowerBound + index % 588 / 28]
    return index % 28 == 0 ? pair : pair + [trails.lowerBound - 1 + index % 28]
  }

  func joined(_ first: Symbol, _ second: Symbol) -> Symbol? {
    if leads.contains(first), vowels.contains(second) {
      let lead = (first - leads.lowerBound) * 588
      return syllables.lowerBound + lead + (second - vowels.lowerBound) * 28
    }
    if syllables.contains(first), trails.contains(second),
      (first - syllables.lowerBound).isMultiple(of: 28)
    {
      return first + (second - trails.lowerBound + 1)
    }
    return nil
  }
}
