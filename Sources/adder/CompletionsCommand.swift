import CommandSyntax

/// `adder completions`: what a shell needs to complete command lines.
enum CompletionsCommand: Subcommand {
  static let shell = Argument(
    "SHELL", .choice(Shell.allCases.map(\.rawValue)), "shell that reads the script")

  static let description = Command(
    name: "completions",
    summary: "print a script that completes command lines",
    discussion: [
      """
      The script completes commands, options, files and directories, and the names of methods, \
      targets and the like. It is made from the same descriptions as this help.
      """
    ],
    arguments: [shell],
    examples: [
      Example("source <(adder completions bash)", "bash, for example in ~/.bashrc"),
      Example("source <(adder completions zsh)", "zsh, in ~/.zshrc after 'compinit'"),
      Example(
        "adder completions fish > ~/.config/fish/completions/adder.fish", "fish, once for all"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    if let shell = Shell(rawValue: invocation[shell]) {
      Report.print(Adder.tool.completions(for: shell))
    }
    return ExitCode.success
  }
}
