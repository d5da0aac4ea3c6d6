import TargetDescription

/// A file of `Templates`: valid C (or make, or Markdown) with markers on lines of their own.
///
///     /* @insert steps */      # @insert steps      <!-- @insert steps -->
///
/// Each marker is replaced by text, which takes over the marker's indentation. The names
/// `model`, `model_...` and `MODEL_...` become those of the emitted model.
struct Template {
  let name: String
  let text: [UInt8]

  /// - Parameter name: Of the file in `Templates`.
  init(_ name: String) throws(EmissionError) {
    guard let file = EmbeddedFile.find("Templates/" + name) else {
      throw .missingFile("Templates/" + name)
    }
    self.name = name
    text = file.bytes
  }

  /// The text with every marker filled.
  ///
  /// - Parameters:
  ///   - prefix: Replaces `model`; its upper-case form replaces `MODEL`.
  ///   - insertions: Text by marker, without indentation unless the function adds it.
  /// - Throws: ``EmissionError/marker(template:marker:known:)`` unless the markers of the
  ///   template and those of `insertions` are the same.
  func filled(
    prefix: String, _ insertions: [(marker: String, text: (_ indent: Int) -> [UInt8])]
  ) throws(EmissionError) -> [UInt8] {
    var unused = insertions.map(\.marker)
    var result: [UInt8] = []
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast()
    {
      guard let (marker, indent) = Template.marker(of: line) else {
        result += Template.renamed(line, prefix: prefix)
        result.append(UInt8(ascii: "\n"))
        continue
      }
      guard let insertion = insertions.first(where: { $0.marker == marker }) else {
        throw .marker(template: name, marker: marker, known: insertions.map(\.marker).sorted())
      }
      unused.removeAll { $0 == marker }
      result += insertion.text(indent)
    }
    if let marker = unused.first {
      throw .marker(template: name, marker: marker, known: [])
    }
    return result
  }

  /// Name and indentation of the marker on a line, if it is one.
  private static func marker(of line: ArraySlice<UInt8>) -> (name: String, indent: Int)? {
    let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    guard words.count >= 3, words[1] == "@insert", ["/*", "#", "<!--"].contains(words[0]) else {
      return nil
    }
    return (words[2], line.prefix { $0 == UInt8(ascii: " ") }.count)
  }

  /// The line with `model` and `MODEL` replaced where they start an identifier that goes on
  /// with an underscore, or a file name.
  private static func renamed(_ line: ArraySlice<UInt8>, prefix: String) -> [UInt8] {
    let lower = (from: Array("model".utf8), to: Array(prefix.utf8))
    let upper = (from: Array("MODEL".utf8), to: Array(prefix.uppercased().utf8))
    var result: [UInt8] = []
    var rest = line
    while let byte = rest.first {
      let match = [lower, upper].first { name in
        rest.starts(with: name.from) && !isIdentifier(result.last)
          && isContinued(rest.dropFirst(name.from.count))
      }
      if let match {
        result += match.to
        rest = rest.dropFirst(match.from.count)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func isContinued(_ rest: ArraySlice<UInt8>) -> Bool {
    switch rest.first {
    case UInt8(ascii: "_"): true
    case UInt8(ascii: "."): [UInt8(ascii: "h"), UInt8(ascii: "o")].contains(rest.dropFirst().first)
    default: false
    }
  }

  private static func isIdentifier(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
