import Checkpoint
import CommandSyntax
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
    "calibration", "FILE", .file, "data that the graph was calibrated on; needs --reference",
    .repeated)
  static let data = Option(
    "data", "FILE", .file, "data to evaluate on, which calibration has not seen")
  static let sequences = Option(
    "sequences", "COUNT", .integer(1...1_000_000_000),
    "sequences on which sensitivity, outliers and states are measured, the first "
      + "\(SequenceLimit.standard) unless given")
  static let output = Option("output", "FILE", .outputFile, "HTML file to write", .required)
  static let json = Flag("json", "print the figures of the page as JSON, too")

  static let description = Command(
    name: "report",
    summary: "describe a graph in one HTML file for a design review",
    discussion: [
      """
      The page needs no network and no scripts. The graph alone gives its provenance, the \
      proved ranges, and memory and operations of each layer. With --reference and \
      --calibration there are channel magnitudes before and after the transforms, outliers, \
      sensitivity and the ranges of the state; with --data accuracy on the whole file, and with \
      all three that of every method of quantization.
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
    let path = invocation.required(output)
    try AtomicFile.check(path)
    let content = try content(invocation)
    try AtomicFile.write(ReportPage(content).html(), to: path)
    if invocation[json] { try Report.printJSON(content) }
    ClosingLine.wrote(path, invocation)
    return ExitCode.success
  }

  private static func content(_ invocation: Invocation) throws -> ReportContent {
    let program = try GraphInput.read(invocation)
    var content = try ReportContent(
      program, graphHash: SHA256.hex(ofFile: invocation[GraphInput.argument]),
      target: TargetDescription.find("host"))
    let model = try invocation[reference].map { path in
      let model = try Checkpoint.load(directory: path)
      try GraphInput.check(program, wasMadeFrom: model, at: path, invocation)
      return model
    }
    let files = try invocation.values(calibration).map {
      try SequenceFile.read($0, for: program, invocation)
    }
    let calibrationData = files.isEmpty ? nil : DataSet(joining: files)
    let recorded = program.provenance.calibration
    if let calibrationData, !recorded.isEmpty, calibrationData.hash != recorded {
      Report.warn("the graph was calibrated on other data than that of --calibration")
    }
    let measurement = ReportMeasurement(
      program: program, model: model, calibration: calibrationData,
      evaluation: try invocation[data].map {
        try SequenceFile.read($0, for: program, invocation)
      },
      analysedSequences: invocation[sequences].flatMap(Int.init) ?? SequenceLimit.standard)
    try ProgressLine.during("reporting") { line in
      try measurement.run(into: &content) { line.report("\($0), \($1) of \($2)") }
    }
    return content
  }
}
