/// The values of one command line, checked against the command's description.
package struct Invocation: Hashable, Sendable {
  /// Name of the command.
  package let command: String
  let arguments: [String: [String]]
  let options: [String: [String]]
  let flags: Set<String>

  /// - Precondition: `argument` belongs to the command and is required.
  package subscript(argument: Argument) -> String {
    values(argument)[0]
  }

  /// All values of an argument; at least one unless it is optional.
  /// - Precondition: `argument` belongs to the command.
  package func values(_ argument: Argument) -> [String] {
    guard let values = arguments[argument.name] else {
      preconditionFailure("\(argument.name) is not declared by \(command)")
    }
    return values
  }

  /// The value of an option, nil where it was not given.
  package subscript(option: Option) -> String? { options[option.name]?.first }

  /// The value of a required option.
  /// - Precondition: `option` is required by the command.
  package func required(_ option: Option) -> String {
    guard let value = self[option] else {
      preconditionFailure("--\(option.name) is not required by \(command)")
    }
    return value
  }

  /// All values of a repeated or list option in their order, without repetitions; empty
  /// where none was given.
  package func values(_ option: Option) -> [String] { options[option.name] ?? [] }

  package subscript(flag: Flag) -> Bool { flags.contains(flag.name) }
}
