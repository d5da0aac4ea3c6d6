import UnicodeTables

/// What a code point is to the pre-tokenizer, to added tokens and to normal form C.
struct UnicodeClass: OptionSet {
  let rawValue: UInt8

  static let letter = UnicodeClass(rawValue: 1)
  static let number = UnicodeClass(rawValue: 2)
  static let space = UnicodeClass(rawValue: 4)
  /// `\w` of Rust's expressions.
  static let word = UnicodeClass(rawValue: 8)
  /// Form C may change or reorder it, or join it to what is before it.
  static let normalizing = UnicodeClass(rawValue: 16)

  /// The class of a symbol; bytes that are no UTF-8 have none.
  static func of(_ symbol: Symbol) -> UnicodeClass {
    UnicodeClass(rawValue: UnicodeData.classes.value(at: symbol))
  }
}

/// The tables of `Runtime-C/unicode`.
enum UnicodeData {
  /// A value for each code point, stored where it changes.
  struct Runs {
    /// `code << 8 | value`, by code.
    var entries: [UInt32]

    func value(at code: UInt32) -> UInt8 {
      // The last entry that does not start after the code; the first one starts at 0.
      var low = 0
      var high = entries.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if entries[middle] >> 8 <= code { low = middle } else { high = middle }
      }
      return UInt8(truncatingIfNeeded: entries[low])
    }
  }

  static let classes = Runs(
    entries: Array(
      UnsafeBufferPointer(start: adder_unicode.classes, count: adder_unicode.class_count)))

  /// Canonical combining classes.
  static let combining = Runs(
    entries: Array(
      UnsafeBufferPointer(start: adder_unicode.combining, count: adder_unicode.combining_count)))

  /// A character to the one or two that it is decomposed into; the second is 0 for none.
  static let decompositions: [UInt32: (first: UInt32, second: UInt32)] = {
    var result: [UInt32: (first: UInt32, second: UInt32)] = [:]
    for index in 0..<adder_unicode.decomposition_count {
      let entry = adder_unicode.decompositions[index]
      result[entry.code] = (entry.first, entry.second)
    }
    return result
  }()

  /// `first << 32 | second` to the character that they are composed into.
  static let compositions: [UInt64: UInt32] = {
    var result: [UInt64: UInt32] = [:]
    for index in 0..<adder_unicode.composition_count {
      let entry = adder_unicode.decompositions[Int(adder_unicode.compositions[index])]
      result[UInt64(entry.first) << 32 | UInt64(entry.second)] = entry.code
    }
    return result
  }()
}
