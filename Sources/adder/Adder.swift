import CommandSyntax
import Foundation
import Program

/// The tool: reads the command line, runs a command, reports errors.
@main
enum Adder {
  /// In the order of the help, which is that of use.
  static let subcommands: [any Subcommand.Type] = [
    ExampleCommand.self, QuantizeCommand.self, CalibrateCommand.self, MergeCommand.self,
    EvaluateCommand.self, InspectCommand.self, ReportCommand.self, GenerateCommand.self,
    VerifyCommand.self, BenchCommand.self, RunCommand.self, GenerateTextCommand.self,
    TokenizeCommand.self,
    OutliersCommand.self, SensitivityCommand.self, TargetsCommand.self,
    CompletionsCommand.self, ManualCommand.self,
  ]

  static let tool = Tool(
    name: "adder", version: Version.current,
    summary: "a trained Mamba becomes verified integer C",
    commands: subcommands.map { $0.description }, exitStatuses: ExitCode.descriptions)

  static func main() {
    // A limit on the size of files is then an error of the write that meets it.
    signal(SIGXFSZ, SIG_IGN)
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// - Parameter arguments: Without the name of the tool.
  /// - Returns: The exit status.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      switch try tool.parse(arguments) {
      case .print(let text):
        Report.print(text)
        try StandardOutput.check()
        return ExitCode.success
      case .run(let invocation):
        for subcommand in subcommands where subcommand.description.name == invocation.command {
          try OutputPaths.check(invocation, of: subcommand.description)
          let status = try subcommand.run(invocation)
          if status == ExitCode.success { try StandardOutput.check() }
          return status
        }
        preconditionFailure("the tool describes a command that it does not have")
      }
    } catch {
      StandardOutput.tell("adder: error: \(error)\n")
      return ExitCode.status(of: error)
    }
  }
}
