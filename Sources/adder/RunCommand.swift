import CommandSyntax
import Interpreter
import Program
import TensorFile

/// `adder run`: the reference interpreter over a data file.
enum RunCommand: Subcommand {
  static let input = Option(
    "input", "FILE", .file,
    "data: safetensors, or a text for a byte-level model", .required)
  static let output = Option(
    "output", "LOGITS", .outputFile, "file to write: int32 logits, little-endian", .required)
  static let rawInput = Option(
    "raw-input", "FILE", .outputFile, "also write the input as the emitted runner reads it")
  static let trace = Option(
    "trace", "FILE", .outputFile, "also write a checksum of every buffer after every step")

  static let description = Command(
    name: "run",
    summary: "run a graph with the reference interpreter",
    discussion: [
      """
      Writes the logits of every position of a language model, and of every sequence of a \
      classifier. The state is reset before each sequence. The emitted runner makes the same \
      bytes from the file that --raw-input writes.
      """
    ],
    arguments: [GraphInput.argument],
    options: [input, SequenceFile.layout, output, rawInput, trace],
    flags: [ClosingLine.verbose],
    examples: [
      Example(
        "adder run shakespeare.graph --input some.txt --output some.logits", "logits of a text"),
      Example(
        "adder run shakespeare.graph --input some.txt --output some.logits --raw-input some.raw",
        "and the input for the emitted runner"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let program = try GraphInput.read(invocation)
    let sequences = try SequenceFile.sequences(
      invocation.required(input), for: program, invocation)
    let interpreter = try Interpreter(program)
    let logits: [[Int32]]
    if let path = invocation[trace] {
      let traced = try runTraced(interpreter, sequences)
      try AtomicFile.write(Array(traced.trace.utf8), to: path)
      logits = traced.logits
    } else {
      logits = try ProgressLine.during("running") { line in
        try interpreter.logits(forAll: sequences) { line.report($0, of: $1) }
      }
    }
    if let path = invocation[rawInput] {
      try AtomicFile.write(RawInput.encode(sequences, for: program.input), to: path)
    }
    try AtomicFile.write(parts: logits.count, to: invocation.required(output)) {
      littleEndian(logits[$0])
    }
    for option in [trace, rawInput, output] {
      if let path = invocation[option] { ClosingLine.wrote(path, invocation) }
    }
    return ExitCode.success
  }

  /// Runs the sequences one after the other and writes down every buffer.
  private static func runTraced(
    _ interpreter: Interpreter, _ sequences: [IntegerSequence]
  ) throws -> (logits: [[Int32]], trace: String) {
    try ProgressLine.during("tracing") { line in
      var logits: [[Int32]] = []
      var text = ""
      for (index, sequence) in sequences.enumerated() {
        line.report(index, of: sequences.count)
        var trace = ChecksumTrace(interpreter.program)
        logits.append(try interpreter.logits(for: sequence, trace: &trace))
        text += "sequence \(index)\n"
        for entry in trace.entries { text += "\(entry)\n" }
      }
      return (logits, text)
    }
  }

  private static func littleEndian(_ values: [Int32]) -> [UInt8] {
    values.map(\.littleEndian).withUnsafeBytes { Array($0) }
  }
}
