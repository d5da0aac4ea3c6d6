/// A command that can be copied from the help, with what it does.
package struct Example: Hashable, Sendable {
  package var command: String
  package var summary: String

  package init(_ command: String, _ summary: String) {
    self.command = command
    self.summary = summary
  }
}

/// Description of a command: parsing, help, completions and manual pages all read it.
package struct Command: Hashable, Sendable {
  package var name: String
  /// One line, imperative, without a full stop.
  package var summary: String
  /// Paragraphs, each of them one string.
  package var discussion: [String]
  package var arguments: [Argument]
  package var options: [Option]
  package var flags: [Flag]
  package var examples: [Example]

  package init(
    name: String, summary: String, discussion: [String] = [], arguments: [Argument] = [],
    options: [Option] = [], flags: [Flag] = [], examples: [Example]
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.arguments = arguments
    self.options = options
    self.flags = flags
    self.examples = examples
  }
}

/// A meaning of an exit status.
package struct ExitStatus: Hashable, Sendable {
  package var code: Int32
  package var meaning: String

  package init(_ code: Int32, _ meaning: String) {
    self.code = code
    self.meaning = meaning
  }
}

/// Description of the whole tool.
package struct Tool: Hashable, Sendable {
  package var name: String
  package var version: String
  package var summary: String
  package var discussion: [String]
  package var commands: [Command]
  package var exitStatuses: [ExitStatus]

  package init(
    name: String, version: String, summary: String, discussion: [String] = [],
    commands: [Command], exitStatuses: [ExitStatus]
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.discussion = discussion
    self.commands = commands
    self.exitStatuses = exitStatuses
  }
}
