import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a page as XML: what elements it has, with which attributes, and its text.
final class PageParser: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  /// All text but that of the style sheet.
  private(set) var text = ""
  private(set) var problem: String?
  private var isInStyle = false

  init(_ bytes: [UInt8]) {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    if !parser.parse() {
      problem = "line \(parser.lineNumber): \(parser.parserError.debugDescription)"
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes))
    isInStyle = name == "style"
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    isInStyle = false
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    if !isInStyle { text += characters }
  }
}
