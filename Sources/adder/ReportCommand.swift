import Checkpoint
import CommandSyntax
import Evaluation
import FloatReference
import Foundation
import Interpreter
import Model
import Program
import Report
import TargetDescription
import TensorFile

/// `adder report`: what an engineer wants to know of a graph, as one HTML file.
enum ReportCommand: Subcommand {
  static let reference = Option(
    "reference", "CHECKPOINT", .directory, "checkpoint that the graph was made from")
  static let calibration = Option(
    "calibration", "FILE", .file, "data that the graph was calibrated on; needs --reference")
  static let data = Option(
    "data", "FILE", .file, "data to evaluate on, which calibration has not seen")
  static let sequences = Option(
    "sequences", "N", .integer(1...1_000_000_000),
    "use the first N sequences of each data file, all unless given")
  static let output = Option("output", "FILE", .file, "HTML file to write", .required)
  /// Sequences in which the state is watched: the interpreter goes position by position there.
  private static let stateSequences = 16

  static let json = Flag("json", "print the figures of the page as JSON, too")

  static let description = Command(
    name: "report",
    summary: "describe a graph in one HTML file for a design review",
    discussion: [
      """
      The page needs no network and no scripts. The graph alone gives its provenance, the \
      proved bounds, and memory and operations of each layer. With --reference and \
      --calibration there are channel magnitudes before and after the transforms, outliers, \
      sensitivity and the ranges of the state; with --data accuracy, and with all three that of \
      every method of quantization.
      """,
      "The same input gives the same bytes.",
    ],
    arguments: [GraphInput.argument],
    options: [reference, calibration, data, SequenceFile.layout, sequences, output],
    flags: [json, ClosingLine.verbose],
    examples: [
      Example("adder report shakespeare.graph --output report.html", "what the graph itself says"),
      Example(
        "adder report shakespeare.graph --reference shakespeare "
          + "--calibration shakespeare/calibration.txt --data shakespeare/held-out.txt "
          + "--output report.html",
        "everything"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    if invocation[calibration] != nil, invocation[reference] == nil {
      throw UsageError.inapplicable(
        command: "adder report", option: calibration.name, reason: "it needs --reference, too")
    }
    let content = try self.content(invocation)
    let path = invocation.required(output)
    try AtomicFile.write(ReportPage(content).html(), to: path)
    if invocation[json] { try Report.printJSON(content) }
    ClosingLine.wrote(path, invocation)
    return ExitCode.success
  }

  private static func content(_ invocation: Invocation) throws -> ReportContent {
    let program = try GraphInput.read(invocation)
    var content = ReportContent(
      program, graphHash: try SHA256.hex(ofFile: invocation[GraphInput.argument]),
      target: try TargetDescription.find("host"))
    let model = try invocation[reference].map { path in
      let model = try Checkpoint.load(directory: path)
      try GraphInput.check(program, wasMadeFrom: model, at: path, invocation)
      return model
    }
    let calibration = try read(calibration, for: program, invocation)
    let evaluation = try read(data, for: program, invocation)
    content.inputs = ReportInputs(
      reference: model?.checkpointHash, calibration: calibration.map(ReportInputs.Data.init),
      evaluation: evaluation.map(ReportInputs.Data.init))
    try ProgressLine.during("reporting") { line in
      let progress: @Sendable (String, Int, Int) -> Void = { what, done, total in
        line.report("\(what), \(done) of \(total)")
      }
      try measure(
        &content, Interpreter(program), model, calibration: calibration, evaluation: evaluation,
        progress)
    }
    return content
  }

  /// Fills the sections that the files allow.
  private static func measure(
    _ content: inout ReportContent, _ program: Interpreter, _ model: Model?,
    calibration: DataSet?, evaluation: DataSet?,
    _ progress: @escaping @Sendable (String, Int, Int) -> Void
  ) throws {
    if let evaluation {
      content.accuracy = try MethodComparison(
        graph: program, reference: try model.map { try FloatReference($0) },
        calibration: calibration, evaluation: evaluation
      ).run(progress: progress)
    }
    if let model, let calibration {
      content.channels = try ChannelProfile.all(
        of: model, on: calibration, method: program.program.provenance.method,
        progress: progress)
    }
    if let data = evaluation ?? calibration {
      let sequences = try data.prefix(stateSequences).integerSequences(for: program.program.input)
      content.states = try StateCourse.all(of: program, on: sequences) {
        progress("watching the state", $0, $1)
      }
    }
  }

  private static func read(
    _ option: Option, for program: Program, _ invocation: Invocation
  ) throws -> DataSet? {
    let count = invocation[sequences].flatMap(Int.init)
    return try invocation[option].map {
      try SequenceFile.read($0, for: program, invocation).prefix(count)
    }
  }
}

extension ReportInputs.Data {
  init(_ data: DataSet) {
    self.init(
      hash: data.hash, sequences: data.sequences.count, positions: data.sequences.positions)
  }
}
