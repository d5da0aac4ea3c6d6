/// Turns ids into text, character by character: the bytes of a character that is not complete
/// yet wait for the next id.
package struct StreamingDecoder {
  private let tokenizer: Tokenizer
  /// The beginning of a character, at most three bytes.
  private var pending: [UInt8] = []

  private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]

  package init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
  }

  /// The characters that `id` completes, in UTF-8.
  ///
  /// What is no UTF-8 is replaced by U+FFFD, once for each sequence that could not go on
  /// ("maximal subparts", Unicode 3.9), as Python and Rust do.
  package mutating func push(_ id: Int32) -> [UInt8] {
    var text: [UInt8] = []
    for byte in tokenizer.bytes(of: id) { take(byte, into: &text) }
    return text
  }

  /// Ends the text: a character that is not complete becomes U+FFFD.
  package mutating func flush() -> [UInt8] {
    defer { pending = [] }
    return pending.isEmpty ? [] : StreamingDecoder.replacement
  }

  private mutating func take(_ byte: UInt8, into text: inout [UInt8]) {
    if let lead = pending.first {
      if SymbolCoding.continues(lead, byte, at: pending.count) {
        pending.append(byte)
        if pending.count == SymbolCoding.expectedCount(lead) {
          text += pending
          pending = []
        }
        return
      }
      text += StreamingDecoder.replacement
      pending = []
    }
    switch SymbolCoding.expectedCount(byte) {
    case 0: text += StreamingDecoder.replacement
    case 1: text.append(byte)
    default: pending = [byte]
    }
  }
}
