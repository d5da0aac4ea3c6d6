/// A command line that the tool does not accept.
package enum UsageError: Error, Hashable, CustomStringConvertible {
  case noCommand(tool: String)
  case unknownCommand(tool: String, name: String, nearest: String?)
  case unknownOption(command: String, name: String, nearest: String?)
  case missingValue(command: String, option: String, placeholder: String)
  case unexpectedValue(command: String, flag: String, value: String)
  case missingArgument(command: String, argument: String, summary: String)
  case missingOption(command: String, option: String, placeholder: String)
  case repeatedOption(command: String, option: String)
  case excessArgument(command: String, value: String)
  case wrongValue(command: String, parameter: String, value: String, allowed: String?)
  /// Two flags that exclude each other.
  case exclusive(command: String, first: String, second: String)
  /// An option that does not apply to what the command was given; `reason` is a clause.
  case inapplicable(command: String, option: String, reason: String)

  package var description: String { "\(problem); see '\(help)'" }

  /// What is wrong and, where it is known, how to put it right.
  private var problem: String {
    switch self {
    case .noCommand:
      "no command given"
    case .unknownCommand(_, let name, let nearest):
      "unknown command '\(name)'" + Self.suggestion(nearest)
    case .unknownOption(_, let name, let nearest):
      "unknown option '\(name)'" + Self.suggestion(nearest)
    case .missingValue(_, let option, let placeholder):
      "--\(option) needs a value: --\(option) \(placeholder)"
    case .unexpectedValue(_, let flag, let value):
      "--\(flag) takes no value, but '\(value)' was given"
    case .missingArgument(_, let argument, let summary):
      "missing \(argument): \(summary)"
    case .missingOption(_, let option, let placeholder):
      "missing --\(option) \(placeholder)"
    case .repeatedOption(_, let option):
      "--\(option) was given more than once"
    case .excessArgument(_, let value):
      "unexpected argument '\(value)'"
    case .wrongValue(_, let parameter, let value, let allowed):
      "'\(value)' is no value for \(parameter)" + (allowed.map { "; allowed: \($0)" } ?? "")
    case .exclusive(_, let first, let second):
      "--\(first) and --\(second) exclude each other"
    case .inapplicable(_, let option, let reason):
      "--\(option) does not apply: \(reason)"
    }
  }

  /// The command line that shows how it is done.
  private var help: String {
    switch self {
    case .noCommand(let tool), .unknownCommand(let tool, _, _):
      "\(tool) --help"
    case .unknownOption(let command, _, _), .missingValue(let command, _, _),
      .unexpectedValue(let command, _, _), .missingArgument(let command, _, _),
      .missingOption(let command, _, _), .repeatedOption(let command, _),
      .excessArgument(let command, _), .wrongValue(let command, _, _, _),
      .exclusive(let command, _, _), .inapplicable(let command, _, _):
      "\(command) --help"
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}
