/// Completions for fish 3 or later.
///
/// Arguments are offered at any place behind the command: fish does not count them.
struct FishCompletions {
  let tool: Tool

  var script: String {
    """
    # \(tool.banner(of: .fish))

    function __\(tool.name)_no_command
        test (count (commandline -opc)) -eq 1
    end

    function __\(tool.name)_command
        set -l words (commandline -opc)
        test (count $words) -ge 2; and test $words[2] = $argv[1]
    end

    \(lines.joined(separator: "\n"))

    """
  }

  private var lines: [String] {
    let start = complete("__\(tool.name)_no_command")
    var lines = ["complete -c \(tool.name) -f"]
    lines.append("\(start) -l help -d 'print help'")
    lines.append("\(start) -l version -d 'print the version'")
    lines += tool.commands.map { "\(start) -a \($0.name) -d \(Self.quoted($0.summary))" }
    lines.append("\(start) -a help -d 'print help'")
    let names = tool.commands.map(\.name).joined(separator: " ")
    lines.append("\(complete("__\(tool.name)_command help")) -a \(Self.quoted(names))")
    return lines + tool.commands.flatMap(lines(for:))
  }

  private func lines(for command: Command) -> [String] {
    let start = complete("__\(tool.name)_command \(command.name)")
    var lines = command.arguments.map { argument in
      "\(start)\(Self.values(argument.kind, isRequired: false))"
    }
    lines += command.options.map { option in
      let values = Self.values(option.kind, isList: option.arity == .list, isRequired: true)
      return "\(start) -l \(option.name)\(values) -d \(Self.quoted(option.summary))"
    }
    lines += command.flags.map { "\(start) -l \($0.name) -d \(Self.quoted($0.summary))" }
    return lines + ["\(start) -l help -d 'print help'"]
  }

  private func complete(_ condition: String) -> String {
    "complete -c \(tool.name) -n '\(condition)'"
  }

  /// The switches that say what a value may be.
  ///
  /// - Parameter isRequired: True for the value of an option, which does not stand alone.
  private static func values(
    _ kind: ValueKind, isList: Bool = false, isRequired: Bool
  ) -> String {
    let exclusive = isRequired ? " -x" : ""
    switch kind {
    case .file, .outputFile: return isRequired ? " -r -F" : " -F"
    case .directory, .outputDirectory: return exclusive + " -a '(__fish_complete_directories)'"
    case .text, .integer: return exclusive
    case .choice, .known:
      let words = kind.words.joined(separator: " ")
      return exclusive + " -a " + quoted(isList ? "(__fish_append , \(words))" : words)
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
