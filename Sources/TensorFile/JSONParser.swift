extension JSON {
  /// Parses the JSON `text` found in the file at `path`.
  ///
  /// Stricter than Foundation where a file could mislead: duplicate keys are errors and nesting
  /// is bounded. Laxer in one place: `NaN`, `Infinity` and `-Infinity` are numbers, because
  /// Python writes them into `config.json`.
  ///
  /// - Parameters:
  ///   - text: One value, in UTF-8.
  ///   - path: Of its file, for errors.
  ///   - base: Offset of `text` in its file, added to the offsets in errors.
  package static func parse(
    _ text: UnsafeRawBufferPointer, path: String, base: Int = 0
  ) throws(TensorFileError) -> JSON {
    var parser = JSONParser(text: text)
    do {
      return try parser.document()
    } catch {
      throw .invalidJSON(path: path, offset: base + parser.position, error.problem)
    }
  }
}

/// Recursive descent over bytes.
private struct JSONParser {
  /// Carries the problem up to ``JSON/parse(_:path:base:)``, which knows the file.
  struct Failure: Error {
    var problem: JSONProblem
    init(_ problem: JSONProblem) { self.problem = problem }
  }

  static let depthLimit = 64

  let text: UnsafeRawBufferPointer
  var position = 0
  var depth = 0

  init(text: UnsafeRawBufferPointer) {
    self.text = text
  }

  mutating func document() throws(Failure) -> JSON {
    let value = try value()
    skipSpace()
    if position < text.count { throw Failure(.trailingText) }
    return value
  }

  private mutating func skipSpace() {
    while position < text.count, [0x20, 0x0a, 0x0d, 0x09].contains(text[position]) {
      position += 1
    }
  }

  /// The next byte that is no white space, left in place.
  private mutating func peek() throws(Failure) -> UInt8 {
    skipSpace()
    if position == text.count { throw Failure(.endOfText) }
    return text[position]
  }

  private mutating func value() throws(Failure) -> JSON {
    switch try peek() {
    case UInt8(ascii: "{"): try nested { parser throws(Failure) in try parser.object() }
    case UInt8(ascii: "["): try nested { parser throws(Failure) in try parser.array() }
    case UInt8(ascii: "\""): .string(try string())
    case UInt8(ascii: "t"): try keyword("true", .bool(true))
    case UInt8(ascii: "f"): try keyword("false", .bool(false))
    case UInt8(ascii: "n"): try keyword("null", .null)
    case UInt8(ascii: "N"): try keyword("NaN", .number(.nan))
    case UInt8(ascii: "I"): try keyword("Infinity", .number(.infinity))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw Failure(.expected("a value"))
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(Failure) -> JSON
  ) throws(Failure) -> JSON {
    if depth == Self.depthLimit { throw Failure(.tooDeep(limit: Self.depthLimit)) }
    depth += 1
    defer { depth -= 1 }
    position += 1
    return try body(&self)
  }

  private mutating func keyword(_ word: String, _ value: JSON) throws(Failure) -> JSON {
    let end = position + word.utf8.count
    if end > text.count { throw Failure(.endOfText) }
    if !text[position..<end].elementsEqual(word.utf8) { throw Failure(.expected("'\(word)'")) }
    position = end
    return value
  }

  private mutating func object() throws(Failure) -> JSON {
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return .object([])
    }
    while true {
      if try peek() != UInt8(ascii: "\"") { throw Failure(.expected("a key in quotes")) }
      let start = position
      let key = try string()
      if !keys.insert(key).inserted {
        position = start
        throw Failure(.duplicateKey(key))
      }
      if try peek() != UInt8(ascii: ":") { throw Failure(.expected("':'")) }
      position += 1
      members.append(JSON.Member(key: key, value: try value()))
      let next = try peek()
      if next != UInt8(ascii: ","), next != UInt8(ascii: "}") {
        throw Failure(.expected("',' or '}'"))
      }
      position += 1
      if next == UInt8(ascii: "}") { return .object(members) }
    }
  }

  private mutating func array() throws(Failure) -> JSON {
    var elements: [JSON] = []
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      elements.append(try value())
      let next = try peek()
      if next != UInt8(ascii: ","), next != UInt8(ascii: "]") {
        throw Failure(.expected("',' or ']'"))
      }
      position += 1
      if next == UInt8(ascii: "]") { return .array(elements) }
    }
  }

  private mutating func number() throws(Failure) -> JSON {
    let start = position
    var isInteger = true
    if text[position] == UInt8(ascii: "-") {
      position += 1
      if position < text.count, text[position] == UInt8(ascii: "I") {
        return try keyword("Infinity", .number(-.infinity))
      }
    }
    let firstDigit = position
    scan: while position < text.count {
      switch text[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"),
        UInt8(ascii: "-"):
        isInteger = false
      default: break scan
      }
      position += 1
    }
    let digits = String(decoding: text[start..<position], as: UTF8.self)
    let hasLeadingZero =
      position - firstDigit > 1 && text[firstDigit] == UInt8(ascii: "0") && isInteger
    if isInteger, !hasLeadingZero, let integer = Int(digits) { return .integer(integer) }
    guard !hasLeadingZero, position > firstDigit, let number = Double(digits), number.isFinite
    else {
      position = start
      throw Failure(.invalidNumber)
    }
    return .number(number)
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    var bytes: [UInt8] = []
    var start = position
    while position < text.count {
      let byte = text[position]
      if byte < 0x20 { throw Failure(.controlCharacter) }
      position += 1
      if byte == UInt8(ascii: "\"") {
        bytes += text[start..<position - 1]
        guard let string = String(validating: bytes, as: UTF8.self) else {
          throw Failure(.invalidUTF8)
        }
        return string
      }
      if byte == UInt8(ascii: "\\") {
        bytes += text[start..<position - 1]
        bytes += String(try escape()).utf8
        start = position
      }
    }
    throw Failure(.endOfText)
  }

  /// The character meant by an escape whose backslash has been read.
  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    if position == text.count { throw Failure(.endOfText) }
    let byte = text[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw Failure(.invalidEscape)
    }
  }

  private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    // Characters beyond U+FFFF come as a surrogate pair of two escapes.
    guard 0xd800..<0xdc00 ~= high, position + 2 <= text.count,
      text[position..<position + 2].elementsEqual("\\u".utf8)
    else { throw Failure(.invalidEscape) }
    position += 2
    let low = try hexadecimal()
    guard 0xdc00..<0xe000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
    else { throw Failure(.invalidEscape) }
    return scalar
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    if position + 4 > text.count { throw Failure(.endOfText) }
    let digits = text[position..<position + 4]
    // `UInt32(_:radix:)` would take a sign.
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw Failure(.invalidEscape) }
    position += 4
    return value
  }
}
