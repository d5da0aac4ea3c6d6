/// String literals.
package enum CString {
  /// Longest string that every C99 compiler takes, in bytes.
  package static let bytes = 4095

  /// `text` in UTF-8, cut after ``bytes``; all but plain ASCII as octal escapes, of three digits
  /// so that none takes in the digit behind it.
  package static func literal(_ text: String) -> String {
    var literal = "\""
    for byte in text.utf8.prefix(bytes) {
      switch byte {
      // A question mark may start a trigraph.
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"):
        literal += "\\" + String(UnicodeScalar(byte))
      case 0x20...0x7e: literal += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        literal += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return literal + "\""
  }
}
