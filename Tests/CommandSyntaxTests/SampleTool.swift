import CommandSyntax

/// A small tool with one of everything.
enum SampleTool {
  static let checkpoint = Argument("CHECKPOINT", .directory, "directory of the checkpoint")
  static let output = Option("output", "GRAPH", .file, "graph to write", .required)
  static let method = Option(
    "method", "METHOD", .choice(["rtn", "hadamard"]), "how to quantize")
  static let count = Option("count", "N", .integer(1...100), "number of bytes")
  static let target = Option(
    "target", "TARGET", .known(["host", "rv64"]), "target to build for", .list)
  static let json = Flag("json", "print JSON")

  static let quantize = Command(
    name: "quantize", summary: "turn a checkpoint into a graph",
    discussion: ["Reads a checkpoint and writes a graph, as one file that can be kept."],
    arguments: [checkpoint], options: [output, method, count, target], flags: [json],
    examples: [
      Example("sample quantize model --output model.graph", "the usual way")
    ])

  static let inspect = Command(
    name: "inspect", summary: "describe a file", examples: [Example("sample inspect", "all")])

  static let tool = Tool(
    name: "sample", version: "1.2.3", summary: "shows what the tests need",
    commands: [quantize, inspect],
    exitStatuses: [ExitStatus(0, "success"), ExitStatus(64, "wrong command line")])

  /// Parses words, which are separated by spaces.
  static func parse(_ line: String) throws(UsageError) -> Request {
    try tool.parse(line.split(separator: " ").map(String.init))
  }

  /// The invocation for a line, or nil where something is to be printed.
  static func invocation(_ line: String) throws(UsageError) -> Invocation? {
    if case .run(let invocation) = try parse(line) { invocation } else { nil }
  }

  /// Text of the error that a line causes.
  static func error(_ line: String) -> String {
    do {
      _ = try parse(line)
      return "no error"
    } catch {
      return error.description
    }
  }
}
