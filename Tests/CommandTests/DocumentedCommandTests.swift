import CommandSyntax
import Foundation
import TestSupport
import Testing

@testable import adder

/// The documentation of the repository.
private let pages: [String] = {
  let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let catalogue = root.appendingPathComponent("Sources/adder/Documentation.docc")
  let names = FileManager.default.enumerator(atPath: catalogue.path)?.allObjects ?? []
  let articles = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
  return ["README.md", "CONTRIBUTING.md"].map { root.appendingPathComponent($0).path }
    + articles.map { catalogue.appendingPathComponent($0).path }
}()

/// A command line that a page shows.
private struct DocumentedCommand {
  var page: String
  var line: String
  /// False where it stands in a sentence, and says no more than it has to.
  var isWhole: Bool

  /// Words as a shell cuts them, up to a redirection, a comment or the end of the command.
  var words: [String] {
    var words: [String] = []
    var quote: Character?
    var word: String?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let complete = word { words.append(complete) }
        word = nil
      } else if "|;&<>#()".contains(character), word == nil {
        return words
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  /// All command lines of a page: lines of code, continued behind a backslash, and code in
  /// sentences that starts with the name of the tool.
  static func all(in page: String) throws -> [DocumentedCommand] {
    let text = String(decoding: try readFile(page), as: UTF8.self)
    let name = URL(fileURLWithPath: page).lastPathComponent
    var found: [DocumentedCommand] = []
    var isFenced = false
    for row in text.replacing("\\\n", with: " ").split(separator: "\n") {
      if row.hasPrefix("```") { isFenced.toggle() }
      if isFenced || row.hasPrefix("    ") {
        let line = String(row.drop { $0 == " " || $0 == "$" })
        if line.hasPrefix("adder ") {
          found.append(DocumentedCommand(page: name, line: line, isWhole: !line.contains("...")))
        }
      }
    }
    for match in text.matches(of: /`(adder [^`]+)`/) {
      let line = String(match.1).replacing("\n", with: " ")
      found.append(DocumentedCommand(page: name, line: line, isWhole: false))
    }
    return found
  }
}

@Test func everyDocumentedCommandLineIsAccepted() throws {
  var count = 0
  for command in try pages.flatMap(DocumentedCommand.all) where command.isWhole {
    count += 1
    #expect(throws: Never.self, "\(command.page): \(command.line)") {
      try Adder.tool.parse(Array(command.words.dropFirst()))
    }
  }
  #expect(count > 20)
}

@Test func everyDocumentedCommandAndOptionExists() throws {
  for mention in try pages.flatMap(DocumentedCommand.all) where !mention.isWhole {
    let words = mention.words.dropFirst()
    guard let name = words.first, name != "COMMAND", !name.hasPrefix("--") else { continue }
    guard let command = Adder.tool.commands.first(where: { $0.name == name }) else {
      Issue.record("\(mention.page): no command '\(name)'")
      continue
    }
    let known = command.options.map(\.name) + command.flags.map(\.name) + ["help"]
    for word in words where word.hasPrefix("--") {
      let option = word.dropFirst(2).prefix { $0 != "=" && $0 != "," }
      #expect(known.contains(String(option)), "\(mention.page): \(mention.line)")
    }
  }
}

@Test func everyExampleOfTheHelpIsAccepted() throws {
  for example in Adder.tool.commands.flatMap(\.examples) where example.command.hasPrefix("adder ") {
    let line = DocumentedCommand(page: "help", line: example.command, isWhole: true)
    #expect(throws: Never.self, "\(example.command)") {
      try Adder.tool.parse(Array(line.words.dropFirst()))
    }
  }
}
