import CommandSyntax

/// A command of the tool: its description and what it does.
protocol Subcommand: SendableMetatype {
  static var description: Command { get }

  /// - Returns: The exit status, one of ``ExitCode``.
  static func run(_ invocation: Invocation) throws -> Int32
}
