/// Completions for zsh, as a function of the completion system that comes with it.
struct ZshCompletions {
  let tool: Tool

  var script: String {
    """
    #compdef \(tool.name)
    # \(tool.banner(of: .zsh))

    _\(tool.name)() {
      local context state state_descr line
      local -A opt_args
      local -a commands=(
    \(tool.commands.map { "    " + described($0) }.joined(separator: "\n"))
      )
      _arguments -C '(- *)--help[print help]' '(- *)--version[print the version]' \\
        '1: :->command' '*:: :->values' && return
      case $state in
        command) _describe -t commands command commands ;;
        values)
          case $words[1] in
            help) _describe -t commands command commands ;;
    \(tool.commands.map(values).joined(separator: "\n"))
          esac
          ;;
      esac
    }

    if [[ $funcstack[1] == _\(tool.name) ]]; then
      _\(tool.name) "$@"
    else
      compdef _\(tool.name) \(tool.name)
    fi

    """
  }

  private func described(_ command: Command) -> String {
    "\(command.name):\(command.summary)".shellQuoted
  }

  /// The branch that completes behind the name of a command.
  private func values(of command: Command) -> String {
    var words = command.arguments.enumerated().map { index, argument in
      let place = argument.isRepeated ? "*" : "\(index + 1)"
      return place + ":" + Self.action(argument.name, argument.kind)
    }
    words += command.options.map { option in
      let isRepeated = option.arity == .repeated || option.arity == .list
      return (isRepeated ? "*" : "") + "--\(option.name)=[\(Self.escaped(option.summary))]:"
        + Self.action(option.placeholder, option.kind, isList: option.arity == .list)
    }
    words += command.flags.map { "--\($0.name)[\(Self.escaped($0.summary))]" }
    words.append("(- *)--help[print help]")
    let lines = words.map { " \\\n            " + $0.shellQuoted }.joined()
    return "        \(command.name))\n          _arguments\(lines)\n          ;;"
  }

  /// What a value is called, and what offers it.
  private static func action(_ name: String, _ kind: ValueKind, isList: Bool = false) -> String {
    switch kind {
    case .file, .outputFile: return "\(name):_files"
    case .directory, .outputDirectory: return "\(name):_files -/"
    case .text: return "\(name): "
    case .integer: return escaped("\(name), \(kind.allowed ?? "")") + ": "
    case .choice, .known:
      let words = kind.words.joined(separator: " ")
      return isList ? "\(name):_values -s , \(name) \(words)" : "\(name):(\(words))"
    }
  }

  /// Brackets and colons end a description unless a backslash is before them.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "[]:\\".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
