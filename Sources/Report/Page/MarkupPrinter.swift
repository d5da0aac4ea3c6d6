/// Writes markup as bytes: the only place that escapes.
struct MarkupPrinter {
  private(set) var bytes: [UInt8] = []

  /// A whole HTML document.
  static func document(_ root: Markup) -> [UInt8] {
    var printer = MarkupPrinter()
    printer.write("<!DOCTYPE html>\n")
    printer.print(root)
    printer.write("\n")
    return printer.bytes
  }

  mutating func print(_ markup: Markup) {
    switch markup {
    case .text(let text): write(Self.escaped(text))
    case .styleSheet(let text): write(text)
    case .element(let name, let attributes, let children):
      write("<\(name)")
      for attribute in attributes {
        write(" \(attribute.name)=\"\(Self.escaped(attribute.value))\"")
      }
      if Self.void.contains(name) { return write("/>") }
      write(">")
      let breaks = Self.containers.contains(name)
      for child in children {
        if breaks { write("\n") }
        print(child)
      }
      if breaks { write("\n") }
      write("</\(name)>")
    }
  }

  /// Elements of HTML that have no content and no end tag.
  private static let void: Set = ["br", "col", "hr", "meta", "path", "line", "rect", "circle"]

  /// Elements whose children stand on lines of their own, as spaces between them mean nothing.
  private static let containers: Set = [
    "html", "head", "body", "header", "main", "nav", "section", "figure", "details", "table",
    "thead", "tbody", "ul", "dl", "div", "svg", "g", "style", "footer",
  ]

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// `text` as it may stand between tags and in quotes.
  ///
  /// Characters that XML forbids, and those that turn the direction of the text around them,
  /// become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}",
        "\u{200E}"..."\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
