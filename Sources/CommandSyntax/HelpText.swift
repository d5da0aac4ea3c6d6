/// Columns that help fills.
private let helpWidth = 80

extension Tool {
  /// Help of the whole tool: commands and exit statuses.
  package var helpText: String {
    var help = HelpBuilder()
    help.paragraph("\(name) \(version): \(summary)")
    help.heading("Usage")
    help.verbatim("\(name) COMMAND ...")
    help.verbatim("\(name) COMMAND --help")
    help.verbatim("\(name) --version")
    for text in discussion { help.paragraph(text) }
    help.heading("Commands")
    help.table(commands.map { ($0.name, $0.summary) })
    help.heading("Exit status")
    help.table(exitStatuses.map { (String($0.code), $0.meaning) })
    return help.text
  }

  /// Help of one command.
  package func helpText(for command: Command) -> String {
    var help = HelpBuilder()
    help.paragraph("\(name) \(command.name): \(command.summary)")
    help.heading("Usage")
    help.usage(of: "\(name) \(command.name)", usage(of: command))
    for text in command.discussion { help.paragraph(text) }
    if !command.arguments.isEmpty {
      help.heading("Arguments")
      help.table(command.arguments.map { ($0.name, $0.explanation) })
    }
    help.heading("Options")
    var rows = command.options.map { ($0.spelling, $0.explanation) }
    rows += command.flags.map { ("--" + $0.name, $0.summary) }
    rows.append(("--help", "print this text"))
    help.table(rows)
    help.heading("Examples")
    for example in command.examples {
      help.verbatim("# " + example.summary)
      help.verbatim(example.command)
    }
    return help.text
  }

  /// Words of the usage line: required ones first, the others in brackets.
  func usage(of command: Command) -> [String] {
    var words = command.arguments.map(\.spelling)
    words += command.options.filter { $0.arity == .required }.map(\.spelling)
    words += command.options.filter { $0.arity == .optional }.map { "[\($0.spelling)]" }
    words += command.options.filter { $0.arity == .list || $0.arity == .repeated }
      .map { "[\($0.spelling) ...]" }
    words += command.flags.map { "[--\($0.name)]" }
    return words
  }
}

/// Lays out headings, paragraphs and two-column tables.
private struct HelpBuilder {
  private(set) var text = ""

  mutating func heading(_ title: String) {
    text += "\n\(title):\n"
  }

  mutating func verbatim(_ line: String) {
    text += "  \(line)\n"
  }

  mutating func paragraph(_ paragraph: String) {
    if !text.isEmpty { text += "\n" }
    for line in Self.wrap(paragraph.split(separator: " ").map(String.init), helpWidth) {
      text += line + "\n"
    }
  }

  /// A usage line whose words never break, continued below the first word.
  mutating func usage(of title: String, _ words: [String]) {
    let indent = String(repeating: " ", count: title.count + 3)
    let lines = Self.wrap(words, helpWidth - indent.count)
    text += "  " + title + (lines.isEmpty ? "" : " ")
    text += lines.joined(separator: "\n" + indent) + "\n"
  }

  mutating func table(_ rows: [(term: String, meaning: String)]) {
    let column = (rows.map(\.term.count).max() ?? 0) + 4
    for row in rows {
      let words = row.meaning.split(separator: " ").map(String.init)
      for (index, line) in Self.wrap(words, helpWidth - column).enumerated() {
        let term = index == 0 ? "  " + row.term : ""
        text += term + String(repeating: " ", count: column - term.count) + line + "\n"
      }
    }
  }

  private static func wrap(_ words: [String], _ width: Int) -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
