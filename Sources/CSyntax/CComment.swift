/// Text inside comments, which may come from a file of unknown origin.
package enum CComment {
  /// `text` in printable ASCII, without anything that ends a comment, opens one within it, or
  /// is a trigraph.
  package static func sanitized(_ text: String) -> String {
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      let isPlain = (0x20...0x7e).contains(scalar.value) && scalar != "\\"
      let byte = isPlain ? UInt8(truncatingIfNeeded: scalar.value) : UInt8(ascii: "_")
      let isPair =
        switch (result.last, byte) {
        case (UInt8(ascii: "*"), UInt8(ascii: "/")), (UInt8(ascii: "/"), UInt8(ascii: "*")),
          (UInt8(ascii: "?"), UInt8(ascii: "?")):
          true
        default: false
        }
      result.append(isPair ? UInt8(ascii: "_") : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `text` broken at spaces into lines of at most `columns`; longer words stay whole.
  package static func wrapped(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.utf8.count + 1 + word.utf8.count <= columns {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
