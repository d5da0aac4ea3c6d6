import Checkpoint
import CommandSyntax
import Foundation
import Program
import Report
import StatisticsFile
import TargetDescription

/// `adder inspect`: what is in a graph or a checkpoint.
enum InspectCommand: Subcommand {
  static let path = Argument("PATH", .file, "graph, statistics, or directory of a checkpoint")
  static let dump = Flag("dump", "print the whole integer program of a graph")
  static let json = Flag("json", "print JSON")

  static let description = Command(
    name: "inspect",
    summary: "describe a graph, statistics or a checkpoint",
    discussion: [
      "Reads and checks the whole file, as the other commands do.",
      """
      Of a graph it shows the memory that the emitted C takes: 'tables' are the weights and \
      other constants, which can stay in flash; 'state' is the struct that the caller owns, \
      one for each sequence in progress, in RAM; of it, 'lasting' survives from position to \
      position, and 'scratch' is written anew at each one. The rest of 'state' is padding.
      """,
      """
      Of statistics, as 'adder calibrate' writes them, it shows the largest magnitude and the \
      percentiles of magnitudes at every site.
      """,
    ],
    arguments: [path], flags: [dump, json],
    examples: [
      Example("adder inspect shakespeare.graph", "sizes and origin"),
      Example("adder inspect shakespeare.graph --dump", "every buffer, constant and step"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let path = invocation[path]
    if invocation[dump], invocation[json] {
      throw UsageError.exclusive(
        command: "adder inspect", first: dump.name, second: json.name)
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw CommandError.notFound(path: path)
    }
    if isDirectory.boolValue {
      guard !invocation[dump] else { throw CommandError.nothingToDump(path: path) }
      let summary = CheckpointSummary(try Checkpoint.load(directory: path))
      try show(summary, summary.rows, asJSON: invocation[json])
    } else if StatisticsFile.isStatistics(path) {
      guard !invocation[dump] else { throw CommandError.nothingToDump(path: path) }
      let summary = StatisticsSummary(try StatisticsFile.read(path))
      try show(summary, summary.rows, asJSON: invocation[json])
    } else {
      let program = try GraphInput.read(path)
      let summary = try GraphSummary(program, target: TargetDescription.find("host"))
      if invocation[dump] {
        Report.printTable(summary.memory.rows)
        Report.print(program.dump())
      } else {
        try show(summary, summary.rows, asJSON: invocation[json])
      }
    }
    return ExitCode.success
  }

  private static func show(
    _ summary: some Encodable, _ rows: [(String, String)], asJSON: Bool
  ) throws {
    if asJSON {
      try Report.printJSON(summary)
    } else {
      Report.printTable(rows)
    }
  }
}
