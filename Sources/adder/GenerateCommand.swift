import CommandSyntax
import Emission
import Interpreter
import Program
import TargetDescription
import TensorFile
import Tokenizer
import Verification

/// `adder generate`: graph to a directory of C.
enum GenerateCommand: Subcommand {
  static let target = Option(
    "target", "TARGET", .target, "machine to emit for; 'adder targets' lists them", .required)
  static let output = Option("output", "DIRECTORY", .outputDirectory, "where to write", .required)
  static let prefix = Option(
    "prefix", "NAME", .text, "starts all names in the C, that of the model unless given")

  static let threads = Option(
    "threads", "N", .integer(1...EmissionOptions.mostThreads),
    "share the work among N threads, the same bits as with 1, which is so unless given")

  static let tokenizer = Option(
    "tokenizer", "FILE", .file,
    "a tokenizer.json, emitted as NAME_tokenizer; plain bytes where the vocabulary is 256, and "
      + "none otherwise, unless given")

  static let description = Command(
    name: "generate",
    summary: "write a graph as standalone C99",
    discussion: [
      """
      Writes a directory with everything that the C needs: header, sources, weights, kernels, \
      a Makefile, a runner and a self-test. An earlier package in the directory is replaced; \
      anything else there is an error.
      """
    ],
    arguments: [GraphInput.argument],
    options: [
      target, output, prefix, TablePlacement.weights, TablePlacement.section,
      TablePlacement.alignment, threads, tokenizer,
    ],
    flags: [ClosingLine.verbose],
    examples: [
      Example(
        "adder generate shakespeare.graph --target aarch64-neon --output shakespeare-c",
        "C for a 64-bit ARM"),
      Example("make -C shakespeare-c CC=aarch64-linux-gnu-gcc OPT=-O2", "and how to build it"),
      Example(
        "adder generate shakespeare.graph --target rv64gc --section .ext_flash --align 4096 "
          + "--output shakespeare-c",
        "weights where a linker script puts that section"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let directory = try OutputDirectory.replaceable(invocation.required(output))
    let target = try TargetDescription.find(invocation.required(target))
    let program = try GraphInput.read(invocation)
    let input = BuiltInInput.selfTest(for: program.input)
    let graphHash = try SHA256.hex(ofFile: invocation[GraphInput.argument])
    let golden = try Golden(Interpreter(sparing: program), input: input, graphHash: graphHash)
    let options = EmissionOptions(
      prefix: invocation[prefix],
      graphHash: graphHash,
      generator: "Adder \(Version.current)", golden: golden,
      weights: TablePlacement.weights(of: invocation),
      section: invocation[TablePlacement.section],
      alignment: invocation[TablePlacement.alignment].flatMap(Int.init),
      threads: invocation[threads].flatMap(Int.init) ?? 1,
      tokenizer: try TokenizerInput.read(invocation[tokenizer], for: program.input)
        .map(TokenizerTables.init),
      tokenizerHash: try invocation[tokenizer].map { try SHA256.hex(ofFile: $0) })
    let files = try Emitter.emit(program, target: target, options: options)
    try PackageWriter.write(files, to: directory)
    ClosingLine.wrote(invocation.required(output), invocation)
    return ExitCode.success
  }
}
