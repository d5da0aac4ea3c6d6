import CommandSyntax
import TargetDescription

/// `adder targets`: the machines that C can be emitted for.
enum TargetsCommand: Subcommand {
  static let json = Flag("json", "print the descriptions as JSON")

  static let description = Command(
    name: "targets",
    summary: "list the targets that C can be emitted for",
    flags: [json],
    examples: [Example("adder targets", "names and descriptions")])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let targets = try TargetDescription.list()
    if invocation[json] {
      try Report.printJSON(targets)
    } else {
      Report.printTable(targets.map { ($0.id, $0.description) })
    }
    return ExitCode.success
  }
}
