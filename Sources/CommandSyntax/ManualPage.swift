/// A page of the manual, in the `man` macros of roff.
package struct ManualPage: Hashable, Sendable {
  /// Name of the file, such as `adder-quantize.1`.
  package let name: String
  package let text: String
}

extension Tool {
  /// A page for the tool and one for each command. They have no date: the same descriptions
  /// give the same bytes.
  package var manualPages: [ManualPage] {
    [ManualPage(name: "\(name).1", text: manual)]
      + commands.map { ManualPage(name: "\(name)-\($0.name).1", text: manual(of: $0)) }
  }

  private var manual: String {
    var roff = RoffText(title: name, source: "\(name) \(version)")
    roff.section("NAME")
    roff.line("\(RoffText.escaped(name)) \\- \(RoffText.escaped(summary))")
    roff.section("SYNOPSIS")
    roff.synopsis(name, ["COMMAND", "..."])
    roff.synopsis(name, ["COMMAND", "--help"])
    roff.synopsis(name, ["--version"])
    roff.section("DESCRIPTION")
    roff.paragraphs([Self.sentence(summary)] + discussion)
    roff.section("COMMANDS")
    for command in commands { roff.item(RoffText.bold(command.name), command.summary) }
    roff.section("OPTIONS")
    roff.item(RoffText.bold("--help"), "print help, behind a command that of the command")
    roff.item(RoffText.bold("--version"), "print the version")
    roff.exitStatus(exitStatuses)
    roff.examples(commands.compactMap(\.examples.first))
    roff.seeAlso(commands.map { "\(name)-\($0.name)" })
    return roff.text
  }

  private func manual(of command: Command) -> String {
    let title = "\(name)-\(command.name)"
    var roff = RoffText(title: title, source: "\(name) \(version)")
    roff.section("NAME")
    roff.line("\(RoffText.escaped(title)) \\- \(RoffText.escaped(command.summary))")
    roff.section("SYNOPSIS")
    roff.synopsis("\(name) \(command.name)", usage(of: command))
    roff.section("DESCRIPTION")
    roff.paragraphs([Self.sentence(command.summary)] + command.discussion)
    if !command.arguments.isEmpty { roff.section("ARGUMENTS") }
    for argument in command.arguments {
      roff.item(RoffText.italic(argument.name), argument.explanation)
    }
    roff.section("OPTIONS")
    for option in command.options {
      let value = RoffText.italic(option.placeholder)
      roff.item("\(RoffText.bold("--" + option.name)) \(value)", option.explanation)
    }
    for flag in command.flags { roff.item(RoffText.bold("--" + flag.name), flag.summary) }
    roff.item(RoffText.bold("--help"), "print help")
    roff.exitStatus(exitStatuses)
    roff.examples(command.examples)
    roff.seeAlso([name] + commands.filter { $0 != command }.map { "\(name)-\($0.name)" })
    return roff.text
  }

  private static func sentence(_ summary: String) -> String {
    summary.prefix(1).uppercased() + summary.dropFirst() + "."
  }
}
