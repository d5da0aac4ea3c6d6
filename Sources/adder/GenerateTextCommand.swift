import CommandSyntax
import Foundation
import Interpreter
import Program
import Sampling
import Tokenizer

/// `adder generate-text`: continuation of a text by the interpreter.
enum GenerateTextCommand: Subcommand {
  static let prompt = Option("prompt", "TEXT", .text, "text to continue", .required)
  static let tokens = Option(
    "tokens", "N", .integer(0...1_000_000), "tokens to add, at most; 200 unless given")
  static let tokenizer = Option(
    "tokenizer", "FILE", .file, "a tokenizer.json, the one that the model was trained with")
  static let end = Option(
    "end", "TOKEN", .integer(0...Int(Int32.max)), "stop at this token, which is not printed")

  static let description = Command(
    name: "generate-text",
    summary: "continue a text with a language model",
    discussion: [
      """
      Runs the reference interpreter and takes the most likely token at each position (the \
      lowest of equals), or draws one: repetition penalty, temperature, top-k and top-p come in \
      this order, in integers, so that the same options give the same text everywhere. The \
      program NAME_generate of the emitted C has the same options and prints the same text.
      """,
      """
      Text is turned into tokens by --tokenizer, a tokenizer.json as Hugging Face has it. Without \
      one a token of a model with 256 of them is a byte; for any other model the prompt and the \
      text are tokens in decimal, with blanks between them.
      """,
    ],
    arguments: [GraphInput.argument],
    options: [prompt, tokens, tokenizer, end] + SamplerOptions.all,
    examples: [
      Example(
        "adder generate-text shakespeare.graph --prompt 'ROMEO:' --tokens 300", "a few verses"),
      Example(
        "adder generate-text shakespeare.graph --prompt 'ROMEO:' --temperature 0.8 "
          + "--top-p 0.95 --seed 7",
        "other verses, the same ones each time"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let settings = try SamplerOptions.settings(invocation)
    let program = try GraphInput.read(invocation)
    guard case .token(let vocabulary) = program.input else {
      throw CommandError.notLanguageModel(path: invocation[GraphInput.argument])
    }
    let last = invocation[end].flatMap(Int32.init)
    if let last, last >= vocabulary {
      throw CommandError.noEnd(token: last, vocabulary: vocabulary)
    }
    let interpreter = try Interpreter(program)
    var sampler = Sampler(
      settings, unit: LogitUnit(scale: program.logitScale),
      vocabulary: min(vocabulary, interpreter.classes))
    var coding = try TextCoding(
      vocabulary: vocabulary,
      tokenizer: try invocation[tokenizer].map { try Tokenizer(contentsOf: $0) })
    let text = invocation.required(prompt)
    guard isUTF8 else { throw CommandError.brokenPrompt }
    let given = try coding.tokens(of: text)
    for token in given { sampler.see(token) }
    let session = try interpreter.makeSession()
    try session.prefill(.tokens(given))
    write(coding.echo(text, given))
    let count = invocation[tokens].flatMap(Int.init) ?? 200
    for index in 0..<count {
      let token = sampler.draw(from: session.readLogits())
      if token == last || StandardOutput.hasFailed { break }
      write(coding.text(of: token))
      sampler.see(token)
      if index + 1 < count { try session.step(token: token) }
    }
    write(coding.end())
    return ExitCode.success
  }

  private static func write(_ bytes: [UInt8]) {
    StandardOutput.write(bytes)
  }

  /// Whether the arguments were UTF-8; what is not has been replaced by U+FFFD by now.
  private static var isUTF8: Bool {
    CommandLine.arguments.indices.allSatisfy { index in
      CommandLine.unsafeArgv[index].map { String(validatingCString: $0) != nil } ?? true
    }
  }
}
