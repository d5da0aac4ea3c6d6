import CSyntax

/// Names that buffers, constants and programs may have.
enum Identifier {
  static let longest = 63

  /// Words of lower-case letters and digits, joined by single underscores, a letter first;
  /// no keyword of C or C++, no name of `stdint.h` and no macro that compilers predefine.
  static func isValid(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= longest else {
      return false
    }
    let underscore = UInt8(ascii: "_")
    let isLetter = { (c: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(c) }
    let isDigit = { (c: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(c) }
    guard isLetter(first), last != underscore,
      bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == underscore }),
      !zip(bytes, bytes.dropFirst()).contains(where: { $0 == underscore && $1 == underscore })
    else { return false }
    return !CIdentifier.isReserved(name)
  }
}
