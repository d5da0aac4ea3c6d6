/// What a command line asks for.
package enum Request: Hashable, Sendable {
  /// Print this text.
  case print(String)
  case run(Invocation)
}

extension Tool {
  /// Reads a command line.
  ///
  /// - Parameter arguments: Without the name of the tool.
  package func parse(_ arguments: [String]) throws(UsageError) -> Request {
    guard let first = arguments.first else { throw .noCommand(tool: name) }
    switch first {
    case "--help", "-h": return .print(helpText)
    case "--version": return .print("\(name) \(version)\n")
    case "help":
      guard arguments.count > 1 else { return .print(helpText) }
      return .print(helpText(for: try command(named: arguments[1])))
    default:
      let command = try command(named: first)
      let rest = arguments.dropFirst()
      let options = rest.prefix { $0 != "--" }
      if options.contains("--help") || options.contains("-h") {
        return .print(helpText(for: command))
      }
      var parser = CommandParser(title: "\(name) \(command.name)", command: command)
      return .run(try parser.parse(rest))
    }
  }

  private func command(named word: String) throws(UsageError) -> Command {
    if let command = commands.first(where: { $0.name == word }) { return command }
    if word.hasPrefix("-") {
      let near = nearest(to: word, among: ["--help", "--version"])
      throw .unknownOption(command: name, name: word, nearest: near)
    }
    let near = nearest(to: word, among: commands.map(\.name))
    throw .unknownCommand(tool: name, name: word, nearest: near)
  }
}

/// Sorts the words behind a command's name into arguments, options and flags.
struct CommandParser {
  /// Tool and command, for errors.
  let title: String
  let command: Command
  private var positional: [String] = []
  private var options: [String: [String]] = [:]
  private var flags: Set<String> = []

  init(title: String, command: Command) {
    self.title = title
    self.command = command
  }

  mutating func parse(_ words: ArraySlice<String>) throws(UsageError) -> Invocation {
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        positional += rest
        break
      } else if word.hasPrefix("-"), word != "-" {
        try parseNamed(word, &rest)
      } else {
        positional.append(word)
      }
    }
    let arguments = try bindArguments()
    for option in command.options where option.arity == .required && options[option.name] == nil {
      throw .missingOption(command: title, option: option.name, placeholder: option.placeholder)
    }
    return Invocation(
      command: command.name, arguments: arguments, options: options, flags: flags)
  }

  /// Reads `--name`, `--name value` or `--name=value`.
  private mutating func parseNamed(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = String(parts[0])
    let attached = parts.count > 1 ? String(parts[1]) : nil
    if let flag = command.flags.first(where: { "--" + $0.name == spelling }) {
      if let attached {
        throw .unexpectedValue(command: title, flag: flag.name, value: attached)
      }
      flags.insert(flag.name)
    } else if let option = command.options.first(where: { "--" + $0.name == spelling }) {
      let value: String
      if let attached {
        value = attached
      } else if let next = rest.first, !next.hasPrefix("--") {
        value = next
        rest.removeFirst()
      } else {
        throw .missingValue(
          command: title, option: option.name, placeholder: option.placeholder)
      }
      try bind(value, to: option)
    } else {
      let known = command.options.map(\.name) + command.flags.map(\.name) + ["help"]
      let near = nearest(to: spelling, among: known.map { "--" + $0 })
      throw .unknownOption(command: title, name: spelling, nearest: near)
    }
  }

  private mutating func bind(_ value: String, to option: Option) throws(UsageError) {
    var values = [value]
    if option.arity == .list {
      values = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    } else if option.arity != .repeated, options[option.name] != nil {
      throw .repeatedOption(command: title, option: option.name)
    }
    for value in values {
      guard option.kind.accepts(value), !(option.arity == .list && value.isEmpty) else {
        throw .wrongValue(
          command: title, parameter: "--" + option.name, value: value,
          allowed: option.kind.allowed)
      }
      if !(options[option.name]?.contains(value) ?? false) {
        options[option.name, default: []].append(value)
      }
    }
  }

  private func bindArguments() throws(UsageError) -> [String: [String]] {
    var bound: [String: [String]] = [:]
    var rest = positional[...]
    for argument in command.arguments {
      let values = rest.prefix(argument.isRepeated ? rest.count : 1)
      guard !values.isEmpty || argument.isOptional else {
        throw .missingArgument(
          command: title, argument: argument.name, summary: argument.summary)
      }
      if let value = values.first(where: { !argument.kind.accepts($0) }) {
        throw .wrongValue(
          command: title, parameter: argument.name, value: value,
          allowed: argument.kind.allowed)
      }
      bound[argument.name] = Array(values)
      rest = rest.dropFirst(values.count)
    }
    if let value = rest.first { throw .excessArgument(command: title, value: value) }
    return bound
  }
}
