import CommandSyntax
import Program
import TargetDescription
import TestSupport

extension FuzzTarget {
  static let targetDescription = FuzzTarget(
    "target-description", covers: ["Sources/TargetDescription"],
    seeds: { EmbeddedFile.all(under: "Targets/").map(\.bytes) }
  ) { bytes in
    _ = try TargetDescription.decode(bytes, file: "Targets/host.json")
  }

  private static let output = Option("output", "GRAPH", .file, "graph to write", .required)
  private static let tool = Tool(
    name: "sample", version: "1.0", summary: "has one of everything",
    commands: [
      Command(
        name: "quantize", summary: "turn a checkpoint into a graph",
        arguments: [Argument("CHECKPOINT", .directory, "directory of the checkpoint")],
        options: [
          output, Option("method", "METHOD", .choice(["rtn", "hadamard"]), "how to quantize"),
          Option("count", "N", .integer(1...100), "number of bytes"),
          Option("target", "TARGET", .text, "target to build for", .list),
          Option("data", "FILE", .file, "file to read", .repeated),
        ], flags: [Flag("json", "print JSON")], examples: []),
      Command(
        name: "merge", summary: "merge files",
        arguments: [Argument("FILE", .file, "files to merge", isRepeated: true)], examples: []),
    ], exitStatuses: [])

  /// Words, each of which ends with a zero byte.
  static let commandLine = FuzzTarget(
    "command-line", covers: ["Sources/CommandSyntax"],
    seeds: {
      [
        "quantize model --output=a.graph --method rtn --count 7 --target a,b --json",
        "merge one two three", "help quantize", "quantize -- --help", "--version",
        "quantize --data a --data b --outptu c", "merge --help",
      ].map { Array($0.replacing(" ", with: "\0").utf8) }
    }
  ) { bytes in
    let words = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard case .run(let invocation) = try tool.parse(words) else { return }
    if invocation.command == "quantize" { _ = invocation.required(output) }
  }

  private static let programInputs: [ProgramInput] = [
    .token(vocabulary: 11), .frame(width: 3, scale: 1, limit: 20000),
    .image(
      ProgramImage(height: 2, width: 2, channels: 1, layout: .heightWidthChannels, positions: 1)),
    .frame(width: 1 << 26, scale: 1, limit: 1),
  ]

  static let rawInput = FuzzTarget(
    "raw-input", covers: ["Sources/Program"],
    seeds: {
      [
        [0] + RawInput.encode([.tokens([1, 2, 10]), .tokens([])], for: programInputs[0]),
        [1] + RawInput.encode([.frames([1, -2, 20000, 0, 0, 0])], for: programInputs[1]),
        [2] + RawInput.encode([.image([1, 2, 3, 255])], for: programInputs[2]),
        [3, 1, 0, 0, 0, 9],
      ]
    }
  ) { bytes in
    var reader = InputReader(bytes)
    let input = programInputs[reader.byte() % programInputs.count]
    let rest = reader.remainder()
    let sequences = try RawInput.decode(rest, for: input)
    precondition(RawInput.encode(sequences, for: input) == rest, "all bytes have been read")
  }
}
