/// Completions for bash 4 or later; the script needs nothing but the shell.
struct BashCompletions {
  let tool: Tool

  var script: String {
    """
    # \(tool.banner(of: .bash))

    # What may stand for an option ('\(example) --help') or at a place ('\(example) 1').
    _\(tool.name)_value() {
      case $1 in
    \(values.map { "    " + $0 }.joined(separator: "\n"))
        *) return 1 ;;
      esac
    }

    _\(tool.name)_options() {
      case $1 in
    \(options.map { "    " + $0 }.joined(separator: "\n"))
      esac
    }

    # Offers what compgen finds, behind a prefix.
    _\(tool.name)_offer() {
      local prefix=$1 word
      shift
      while IFS= read -r word; do COMPREPLY+=("$prefix$word"); done < <(compgen "$@")
    }

    _\(tool.name)() {
      local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}
      local kind= words= option= place=1 prefix= index word
      # bash cuts --name=value into three words.
      [[ $current != = ]] || current=
      for ((index = 2; index < COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if [[ $word == = ]]; then
          continue
        elif [[ -n $option ]]; then
          option=
        elif [[ $word == --* ]]; then
          if _\(tool.name)_value "$command $word"; then option=$word; fi
        else
          place=$((place + 1))
        fi
      done
      kind= words=
      if ((COMP_CWORD == 1)); then
        kind=word words=\(firstWords.shellQuoted)
      elif [[ -n $option ]]; then
        _\(tool.name)_value "$command $option"
      elif [[ $current == -* ]]; then
        kind=word words="$(_\(tool.name)_options "$command")"
      else
        _\(tool.name)_value "$command $place"
      fi
      COMPREPLY=()
      case $kind in
        word) _\(tool.name)_offer '' -W "$words" -- "$current" ;;
        list)
          if [[ $current == *,* ]]; then prefix=${current%,*},; fi
          _\(tool.name)_offer "$prefix" -W "$words" -- "${current##*,}"
          ;;
        file | directory)
          compopt -o filenames 2>/dev/null
          _\(tool.name)_offer '' -A "$kind" -- "$current"
          ;;
      esac
    }

    complete -F _\(tool.name) \(tool.name)

    """
  }

  private var example: String { tool.commands.first?.name ?? "help" }

  private var firstWords: String {
    (tool.commands.map(\.name) + ["help", "--help", "--version"]).joined(separator: " ")
  }

  /// Patterns of the words `COMMAND --OPTION` and `COMMAND PLACE`, with what they set.
  private var values: [String] {
    var lines: [String] = []
    for command in tool.commands {
      for (index, argument) in command.arguments.enumerated() {
        let place = argument.isRepeated ? " '*" : " \(index + 1)'"
        lines.append("'\(command.name)\(place)) \(Self.setting(argument.kind)) ;;")
      }
      for option in command.options {
        let setting = Self.setting(option.kind, isList: option.arity == .list)
        lines.append("'\(command.name) --\(option.name)') \(setting) ;;")
      }
    }
    let names = tool.commands.map(\.name)
    return lines + ["'help 1') \(Self.setting(.choice(names))) ;;"]
  }

  private var options: [String] {
    tool.commands.map { command in
      let names = command.options.map(\.name) + command.flags.map(\.name) + ["help"]
      return "\(command.name)) echo \(names.map { "--" + $0 }.joined(separator: " ")) ;;"
    }
  }

  private static func setting(_ kind: ValueKind, isList: Bool = false) -> String {
    switch kind {
    case .file, .outputFile: "kind=file"
    case .directory, .outputDirectory: "kind=directory"
    case .text, .integer: "kind=text"
    case .choice, .known:
      "kind=\(isList ? "list" : "word") words=\(kind.words.joined(separator: " ").shellQuoted)"
    }
  }
}
