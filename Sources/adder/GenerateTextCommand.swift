import CommandSyntax
import Foundation
import Interpreter
import Program

/// `adder generate-text`: greedy continuation of a text by the interpreter.
enum GenerateTextCommand: Subcommand {
  static let prompt = Option("prompt", "TEXT", .text, "text to continue", .required)
  static let count = Option(
    "count", "N", .integer(0...1_000_000), "bytes to add, 200 unless given")

  static let description = Command(
    name: "generate-text",
    summary: "continue a text with a byte-level language model",
    discussion: [
      """
      Runs the reference interpreter and takes the most likely byte at each position (the \
      lowest of equals), so that the same graph and prompt give the same text everywhere. \
      Prints the prompt and the bytes that follow it.
      """
    ],
    arguments: [GraphInput.argument], options: [prompt, count],
    examples: [
      Example(
        "adder generate-text shakespeare.graph --prompt 'ROMEO:' --count 300", "a few verses")
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let program = try GraphInput.read(invocation)
    guard case .token(vocabulary: 256) = program.input, !program.isClassifier else {
      throw CommandError.notByteLevel(path: invocation[GraphInput.argument])
    }
    let text = Array(invocation.required(prompt).utf8)
    guard !text.isEmpty else { throw CommandError.emptyPrompt }
    let session = try Interpreter(program).makeSession()
    try session.prefill(.tokens(text.map(Int32.init)))
    FileHandle.standardOutput.write(Data(text))
    for _ in 0..<(invocation[count].flatMap(Int.init) ?? 200) {
      let next = greedy(session.readLogits())
      FileHandle.standardOutput.write(Data([UInt8(truncatingIfNeeded: next)]))
      try session.step(token: Int32(next))
    }
    FileHandle.standardOutput.write(Data("\n".utf8))
    return ExitCode.success
  }

  /// Index of the largest logit, the lowest of equals.
  static func greedy(_ logits: [Int32]) -> Int {
    logits.indices.reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
  }
}
