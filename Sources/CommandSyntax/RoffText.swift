/// Lays out sections of a manual page.
struct RoffText {
  private(set) var text: String
  /// A section begins with a paragraph of its own.
  private var isAtSection = false

  init(title: String, source: String) {
    text = ".TH \"\(Self.escaped(title.uppercased()))\" 1 \"\" \"\(Self.escaped(source))\"\n"
  }

  mutating func line(_ line: String) { text += line + "\n" }

  mutating func section(_ title: String) {
    line(".SH \(title)")
    isAtSection = true
  }

  private mutating func startParagraph() {
    if !isAtSection { line(".PP") }
    isAtSection = false
  }

  /// A form of the command: literal words bold, those that stand for something italic.
  mutating func synopsis(_ title: String, _ words: [String]) {
    let rest = words.map { word in
      word.split(separator: " ").map { Self.styled(String($0)) }.joined(separator: "\\ ")
    }
    startParagraph()
    line(([Self.bold(title)] + rest).joined(separator: "\n"))
  }

  mutating func paragraphs(_ paragraphs: [String]) {
    for paragraph in paragraphs {
      startParagraph()
      line(Self.escaped(paragraph))
    }
  }

  mutating func item(_ term: String, _ meaning: String) {
    line(".TP")
    line(term)
    line(Self.escaped(meaning))
  }

  mutating func exitStatus(_ statuses: [ExitStatus]) {
    section("EXIT STATUS")
    for status in statuses { item(Self.bold(String(status.code)), status.meaning) }
  }

  mutating func examples(_ examples: [Example]) {
    section("EXAMPLES")
    for example in examples {
      paragraphs([Self.capitalized(example.summary) + ":"])
      line(".RS 4")
      line(".nf")
      line(Self.literal(example.command))
      line(".fi")
      line(".RE")
    }
  }

  mutating func seeAlso(_ pages: [String]) {
    section("SEE ALSO")
    line(pages.map { Self.bold($0) + "(1)" }.joined(separator: ",\n"))
  }

  static func bold(_ text: String) -> String { "\\fB\(literal(text))\\fR" }

  static func italic(_ text: String) -> String { "\\fI\(literal(text))\\fR" }

  /// Prose: hyphens may be typeset as such, dashes of options are to be copied.
  static func escaped(_ text: String) -> String {
    withoutControls(text).replacing("--", with: "\\-\\-")
  }

  /// Text to be copied: every hyphen is a minus.
  static func literal(_ text: String) -> String {
    withoutControls(text).replacing("-", with: "\\-")
  }

  private static func withoutControls(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      default: result.append(character)
      }
    }
    return (result.hasPrefix(".") ? "\\&" : "") + result
  }

  /// One piece of a usage line, such as `[--method`.
  private static func styled(_ piece: String) -> String {
    let name = piece.filter { !"[]".contains($0) }
    let styled = name.hasPrefix("--") ? bold(name) : name == "..." ? literal(name) : italic(name)
    return (piece.hasPrefix("[") ? "[" : "") + styled + (piece.hasSuffix("]") ? "]" : "")
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
