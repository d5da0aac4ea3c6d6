/// A code point, or `0x110000 | byte` for a byte that is no part of well-formed UTF-8.
typealias Symbol = UInt32

/// Well-formed UTF-8 (Unicode 3.9, table 3-7), with everything else byte by byte.
enum SymbolCoding {
  static let invalid: Symbol = 0x11_0000

  /// The symbol at `position` and how many bytes it takes; `position` is inside `text`.
  static func symbol(_ text: ArraySlice<UInt8>, at position: Int) -> (symbol: Symbol, count: Int) {
    let byte = text[position]
    let count = expectedCount(byte)
    if count == 1 { return (Symbol(byte), 1) }
    guard count > 1, position + count <= text.endIndex else { return (invalid | Symbol(byte), 1) }
    var code = Symbol(byte) & (0x7f >> Symbol(count))
    for index in 1..<count {
      let next = text[position + index]
      guard continues(byte, next, at: index) else { return (invalid | Symbol(byte), 1) }
      code = code << 6 | Symbol(next & 0x3f)
    }
    return (code, count)
  }

  /// The symbol that ends before `position`, which is after the start of `text`.
  static func last(_ text: ArraySlice<UInt8>, before position: Int) -> (symbol: Symbol, count: Int)
  {
    for count in 1...4 where position - count >= text.startIndex {
      let found = symbol(text[..<position], at: position - count)
      if found.symbol < invalid, found.count == count { return found }
    }
    return (invalid | Symbol(text[position - 1]), 1)
  }

  /// Bytes of the sequence that `byte` leads; 0 where it leads none.
  static func expectedCount(_ byte: UInt8) -> Int {
    switch byte {
    case 0..<0x80: 1
    case 0xc2..<0xe0: 2
    case 0xe0..<0xf0: 3
    case 0xf0..<0xf5: 4
    default: 0
    }
  }

  /// True if `next` may be byte `index` of a sequence that `lead` leads.
  static func continues(_ lead: UInt8, _ next: UInt8, at index: Int) -> Bool {
    switch (lead, index) {
    case (0xe0, 1): 0xa0..<0xc0 ~= next
    case (0xed, 1): 0x80..<0xa0 ~= next
    case (0xf0, 1): 0x90..<0xc0 ~= next
    case (0xf4, 1): 0x80..<0x90 ~= next
    default: 0x80..<0xc0 ~= next
    }
  }

  /// Appends the bytes of `symbol`.
  static func append(_ symbol: Symbol, to bytes: inout [UInt8]) {
    func tail(_ shift: Symbol) -> UInt8 { UInt8(0x80 | symbol >> shift & 0x3f) }
    switch symbol {
    case 0..<0x80: bytes.append(UInt8(symbol))
    case 0x80..<0x800: bytes += [UInt8(0xc0 | symbol >> 6), tail(0)]
    case 0x800..<0x10000: bytes += [UInt8(0xe0 | symbol >> 12), tail(6), tail(0)]
    case 0x10000..<invalid: bytes += [UInt8(0xf0 | symbol >> 18), tail(12), tail(6), tail(0)]
    default: bytes.append(UInt8(truncatingIfNeeded: symbol))
    }
  }
}
