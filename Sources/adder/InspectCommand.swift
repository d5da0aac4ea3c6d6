import Checkpoint
import CommandSyntax
import Emission
import Foundation
import Program
import Report
import StatisticsFile
import TargetDescription

/// `adder inspect`: what is in a graph or a checkpoint.
enum InspectCommand: Subcommand {
  static let path = Argument("PATH", .file, "graph, statistics, or directory of a checkpoint")
  static let target = Option(
    "target", "TARGET", .target,
    "machine that a graph is to run on, for its memory; 'adder targets' lists them")
  static let dump = Flag("dump", "print the whole integer program of a graph")
  static let ranges = Flag(
    "ranges", "print the proved interval of every accumulator, state and intermediate of a graph")
  static let json = Flag("json", "print JSON")

  /// What the memory of a package depends on.
  private static let packageOptions = [target, TablePlacement.weights, GenerateCommand.threads]

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
      With --target it shows all flash, RAM and stack that the package for that target takes \
      with the same --weights and --threads, by layer and in all, and whether they fit what \
      the target declares. No compiler is needed: the sizes of code were measured with the \
      compiler that is named.
      """,
      """
      Of statistics, as 'adder calibrate' writes them, it shows the largest magnitude and the \
      percentiles of magnitudes at every site.
      """,
    ],
    arguments: [path], options: packageOptions,
    flags: [dump, ranges, json],
    examples: [
      Example("adder inspect shakespeare.graph", "sizes and origin"),
      Example(
        "adder inspect shakespeare.graph --target aarch64-neon", "flash, RAM and stack by layer"),
      Example(
        "adder inspect shakespeare.graph --ranges", "what no input can exceed, and what saturates"),
      Example("adder inspect shakespeare.graph --dump", "every buffer, constant and step"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let path = invocation[path]
    if invocation[dump], invocation[json] {
      throw UsageError.exclusive(
        command: "adder inspect", first: dump.name, second: json.name)
    }
    if invocation[dump], invocation[ranges] {
      throw UsageError.exclusive(
        command: "adder inspect", first: dump.name, second: ranges.name)
    }
    for option in packageOptions where invocation[option] != nil && invocation[ranges] {
      throw UsageError.exclusive(
        command: "adder inspect", first: ranges.name, second: option.name)
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw CommandError.notFound(path: path)
    }
    if isDirectory.boolValue {
      try refuseGraphOptions(invocation)
      let summary = CheckpointSummary(try Checkpoint.load(directory: path))
      try show(summary, summary.rows, asJSON: invocation[json])
    } else if StatisticsFile.isStatistics(path) {
      try refuseGraphOptions(invocation)
      let summary = StatisticsSummary(try StatisticsFile.read(path))
      try show(summary, summary.rows, asJSON: invocation[json])
    } else {
      try showGraph(path, invocation)
    }
    return ExitCode.success
  }

  /// Checkpoints and statistics have no program and no package.
  private static func refuseGraphOptions(_ invocation: Invocation) throws(CommandError) {
    let path = invocation[path]
    if invocation[dump] || invocation[ranges] { throw .nothingToDump(path: path) }
    for option in packageOptions where invocation[option] != nil {
      throw .graphOption(option.name, path: path)
    }
  }

  private static func showGraph(_ path: String, _ invocation: Invocation) throws {
    if invocation[ranges] {
      let ranges = QuantityRange.all(of: try GraphInput.read(path))
      if invocation[json] { return try Report.printJSON(["ranges": ranges]) }
      return Report.print(Report.table(QuantityRange.titles, ranges.map(\.cells)))
    }
    let name = invocation[target]
    let machine = try TargetDescription.find(name ?? "host")
    let program = try GraphInput.read(path)
    let summary = try GraphSummary(
      program, target: machine,
      weights: TablePlacement.weights(of: invocation),
      threads: invocation[GenerateCommand.threads].flatMap(Int.init) ?? 1)
    if invocation[dump] {
      Report.printTable(name == nil ? summary.memory.rows : summary.memory.targetRows)
      Report.print(program.dump())
      return
    }
    try show(summary, name == nil ? summary.rows : summary.targetRows, asJSON: invocation[json])
    if name != nil, !invocation[json] {
      let parts = summary.memory.partRows
      Report.print("\n" + Report.table(parts.titles, parts.rows))
    }
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
