import Checkpoint
import CommandSyntax
import GraphFile
import Model
import Program
import Quantization

/// `adder quantize`: checkpoint and calibration data to graph.
enum QuantizeCommand: Subcommand {
  static let checkpoint = Argument(
    "CHECKPOINT", .directory, "directory with config.json and model.safetensors")
  static let calibration = Option(
    "calibration", "FILE", .file,
    "data that the model is to see: safetensors, or a text for a byte-level model", .required)
  static let output = Option("output", "GRAPH", .file, "graph file to write", .required)
  static let method = Option(
    "method", "METHOD", .choice(QuantizationOptions.Method.allCases.map(\.rawValue)),
    "transform before rounding, '\(QuantizationOptions().method.rawValue)' unless given")

  static let weightBits = Option(
    "weight-bits", "BITS", .choice(WeightBits.allCases.map { "\($0.rawValue)" }),
    "of in_proj and out_proj, '\(QuantizationOptions().weightBits.rawValue)' unless given; "
      + "other weights have 8")
  static let groupSize = Option(
    "group-size", "COLUMNS", .choice(GroupScales.sizes.map(\.description)),
    "columns of 4-bit weights that share a scale, '\(QuantizationOptions().groupSize)' "
      + "unless given")

  private typealias WeightBits = QuantizationOptions.WeightBits

  static let description = Command(
    name: "quantize",
    summary: "turn a float checkpoint into an integer graph",
    discussion: [
      """
      Runs the model in float over the calibration data, chooses the integer formats from what \
      it sees, and writes the integer program with its weights as one file in safetensors \
      format. The same input gives the same bytes.
      """,
      """
      Warns where the calibration data has fewer than 1000 positions, or input features that \
      never vary. A --layout other than the usual one is recorded in the graph, and the \
      commands that read the graph take it from there.
      """,
    ],
    arguments: [checkpoint],
    options: [calibration, SequenceFile.layout, output, method, weightBits, groupSize],
    flags: [ClosingLine.verbose],
    examples: [
      Example(
        "adder quantize shakespeare --calibration shakespeare/calibration.txt "
          + "--output shakespeare.graph",
        "with the model that comes with Adder"),
      Example(
        "adder quantize shakespeare --calibration shakespeare/calibration.txt "
          + "--weight-bits 4 --output shakespeare4.graph",
        "with the large matrices in 4 bits"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    // Nothing here holds the checkpoint itself while its transformed copy is measured.
    var rounds = try QuantizationRounds(
      Checkpoint.load(directory: invocation[checkpoint]), options: options(invocation))
    let data = try SequenceFile.read(
      invocation.required(calibration), for: rounds.model.input, invocation)
    CalibrationReview.warnings(for: data).forEach(Report.warn)
    try ProgressLine.during("calibrating") { line in
      try rounds.measure(on: data) { line.report($0, of: $1) }
    }
    var program = try rounds.lower(calibration: data.hash)
    if let layout = SequenceFile.record(invocation) {
      program.provenance.options = (program.provenance.options + [layout]).sorted()
    }
    try GraphFile.write(program, to: invocation.required(output))
    ClosingLine.wrote(invocation.required(output), invocation)
    return ExitCode.success
  }

  private static func options(_ invocation: Invocation) -> QuantizationOptions {
    var options = QuantizationOptions()
    if let method = invocation[method].flatMap(QuantizationOptions.Method.init) {
      options.method = method
    }
    if let bits = invocation[weightBits].flatMap(Int.init).flatMap(WeightBits.init) {
      options.weightBits = bits
    }
    if let size = invocation[groupSize].flatMap(Int.init) { options.groupSize = size }
    return options
  }
}
