/// The 256 characters by which GPT-2's vocabularies write bytes.
///
/// Printable bytes of Latin-1 stand for themselves; the others, in order, are U+0100 and up.
enum ByteAlphabet {
  static let bytes: [Unicode.Scalar: UInt8] = {
    var result: [Unicode.Scalar: UInt8] = [:]
    var next: UInt32 = 0x100
    for byte in UInt8.min...UInt8.max {
      switch byte {
      case 0x21...0x7e, 0xa1...0xac, 0xae...0xff: result[Unicode.Scalar(byte)] = byte
      default:
        if let scalar = Unicode.Scalar(next) { result[scalar] = byte }
        next += 1
      }
    }
    return result
  }()

  /// The bytes that `token` writes; nil where it has another character or none.
  static func bytes(of token: String) -> [UInt8]? {
    var result: [UInt8] = []
    for scalar in token.unicodeScalars {
      guard let byte = bytes[scalar] else { return nil }
      result.append(byte)
    }
    return result.isEmpty ? nil : result
  }
}
