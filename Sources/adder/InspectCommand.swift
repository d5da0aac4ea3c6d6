import Checkpoint
import CommandSyntax
import Foundation
import GraphFile
import Program

/// `adder inspect`: what is in a graph or a checkpoint.
enum InspectCommand: Subcommand {
  static let path = Argument("PATH", .file, "graph file, or directory of a checkpoint")
  static let dump = Flag("dump", "print the whole integer program of a graph")
  static let json = Flag("json", "print JSON")

  static let description = Command(
    name: "inspect",
    summary: "describe a graph or a checkpoint",
    discussion: ["Reads and checks the whole file, as the other commands do."],
    arguments: [path], flags: [dump, json],
    examples: [
      Example("adder inspect shakespeare.graph", "sizes and origin"),
      Example("adder inspect shakespeare.graph --dump", "every buffer, constant and step"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let path = invocation[path]
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw CommandError.notFound(path: path)
    }
    if isDirectory.boolValue {
      guard !invocation[dump] else { throw CommandError.nothingToDump(path: path) }
      let summary = CheckpointSummary(try Checkpoint.load(directory: path))
      try show(summary, summary.rows, asJSON: invocation[json])
    } else {
      let program = try GraphFile.read(path)
      if invocation[dump] {
        Report.print(program.dump())
      } else {
        let summary = GraphSummary(program)
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
