/// A piece of an HTML page.
///
/// The page is well-formed XML, too: whatever comes from a file is text or an attribute, and
/// ``MarkupPrinter`` escapes both.
enum Markup: Hashable, Sendable {
  case element(name: String, attributes: [Attribute], children: [Markup])
  case text(String)
  /// A style sheet of the tool itself, written as it stands.
  case styleSheet(String)

  struct Attribute: Hashable, Sendable {
    var name: String
    var value: String
  }

  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
  ) -> Markup {
    .element(
      name: name, attributes: attributes.map { Attribute(name: $0.key, value: $0.value) },
      children: children)
  }

  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String
  ) -> Markup {
    tag(name, attributes, [.text(text)])
  }
}

extension Markup: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .text(text) }
}
