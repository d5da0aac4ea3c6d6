import Calibration
import Checkpoint
import CommandSyntax
import GraphFile
import Model
import Program
import Quantization
import StatisticsFile
import TensorFile

/// `adder quantize`: checkpoint and calibration data to graph.
enum QuantizeCommand: Subcommand {
  static let checkpoint = Argument(
    "CHECKPOINT", .directory, "directory with config.json and model.safetensors")
  static let calibration = Option(
    "calibration", "FILE", .file,
    "data that the model is to see: safetensors, or a text for a byte-level model", .repeated)
  static let statistics = Option(
    "statistics", "FILE", .file,
    "what 'adder calibrate' measured, instead of data, method and bits")
  static let output = Option("output", "GRAPH", .outputFile, "graph file to write", .required)
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

  static let name = Option(
    "name", "NAME", .text,
    "name of the model, which starts all names in the C; that of the checkpoint's directory "
      + "unless given")

  static let without = Option(
    "without", "PART", .choice(QuantizationOptions.Part.allCases.map(\.rawValue)),
    "part of the method to leave out, to see what it does", .list)

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
      Give --calibration, for several files more than once, or --statistics, measured by \
      'adder calibrate' and 'adder merge' on as many machines as you like. Both ways give the \
      same graph from the same files.
      """,
      """
      The graph records the name of the model, which is that of the directory unless --name is \
      given: so the same checkpoint in another directory needs --name to give the same bytes.
      """,
      """
      Warns where the calibration data has fewer than 1000 positions, or input features that \
      never vary. A --layout other than the usual one is recorded in the graph, and the \
      commands that read the graph take it from there.
      """,
    ],
    arguments: [checkpoint],
    options: [
      calibration, statistics, SequenceFile.layout, output, method, weightBits, groupSize,
      SizeBudget.option, without, name,
    ],
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
      Example(
        "adder quantize shakespeare --calibration shakespeare/calibration.txt "
          + "--budget 330000 --output shakespeare330.graph",
        "with as many of them in 4 bits as make the tables fit 330,000 bytes"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    try AtomicFile.check(invocation.required(output))
    if let name = invocation[name], !Program.isName(name) {
      throw UsageError.wrongValue(
        command: "adder quantize", parameter: "--" + Self.name.name, value: name,
        allowed: "lower-case letters, digits and single underscores, a letter first, at most 40 "
          + "characters, and no word of C or C++")
    }
    var program: Program
    if let path = invocation[statistics] {
      program = try quantize(statistics: path, invocation)
    } else {
      program = try quantizeData(invocation)
    }
    if let name = invocation[name] { program.name = name }
    try GraphFile.write(program, to: invocation.required(output))
    ClosingLine.wrote(invocation.required(output), invocation)
    return ExitCode.success
  }

  private static func quantizeData(_ invocation: Invocation) throws -> Program {
    let paths = invocation.values(calibration)
    guard !paths.isEmpty else {
      throw UsageError.missingOption(
        command: "adder quantize", option: calibration.name,
        placeholder: calibration.placeholder)
    }
    // Nothing here holds the checkpoint itself while its transformed copy is measured.
    var options = options(invocation)
    let budget = invocation[SizeBudget.option].flatMap { Int($0) }
    if budget != nil {
      if invocation[weightBits] != nil {
        throw UsageError.exclusive(
          command: "adder quantize", first: weightBits.name, second: SizeBudget.option.name)
      }
      // What 4 bits need is measured in any case.
      options.weightBits = .four
    }
    try checkGroupSize(applies: options.weightBits == .four, invocation)
    var rounds = try QuantizationRounds(
      Checkpoint.load(directory: invocation[checkpoint]), options: options)
    let data = DataSet(
      joining: try SequenceFile.read(paths, for: rounds.model.input, invocation))
    CalibrationReview.warnings(for: data, of: rounds.model).forEach(Report.warn)
    try ProgressLine.during("calibrating") { line in
      try rounds.measure(on: data) { line.report($0, of: $1) }
    }
    var program =
      try budget.map { try SizeBudget.lower(rounds, budget: $0, on: data) }
      ?? rounds.lower(calibration: data.hash)
    program.provenance.calibrationFiles = paths.count
    if let layout = SequenceFile.record(invocation) {
      program.provenance.options = (program.provenance.options + [layout]).sorted()
    }
    return program
  }

  private static func quantize(
    statistics path: String, _ invocation: Invocation
  ) throws -> Program {
    if !invocation.values(calibration).isEmpty {
      throw UsageError.exclusive(
        command: "adder quantize", first: calibration.name, second: statistics.name)
    }
    for option in [method, weightBits, without, SequenceFile.layout] where invocation[option] != nil
    {
      throw UsageError.inapplicable(
        command: "adder quantize", option: option.name, reason: "the statistics settle it")
    }
    if invocation[SizeBudget.option] != nil {
      throw UsageError.inapplicable(
        command: "adder quantize", option: SizeBudget.option.name,
        reason: "its costs are measured on data; give --calibration")
    }
    let record = try StatisticsFile.read(path)
    try StatisticsInput.requireComplete(record, path)
    try checkGroupSize(applies: record.weightBits == WeightBits.four.rawValue, invocation)
    var program = try StatisticsInput.rounds(
      after: record, path, checkpoint: invocation[checkpoint],
      groupSize: options(invocation).groupSize
    ).lower(calibration: SHA256.hex(ofFiles: record.data))
    program.provenance.calibrationFiles = record.data.count
    let positions = record.rounds.last?.measurements.sites.values.map(\.count).max() ?? 0
    CalibrationReview.warnings(positions: positions).forEach(Report.warn)
    if !record.options.isEmpty {
      program.provenance.options = (program.provenance.options + record.options).sorted()
    }
    return program
  }

  /// - Throws: ``UsageError`` where the option is given and no weights have groups.
  private static func checkGroupSize(applies: Bool, _ invocation: Invocation) throws {
    if !applies, invocation[groupSize] != nil {
      throw UsageError.inapplicable(
        command: "adder quantize", option: groupSize.name, reason: "all weights have 8 bits")
    }
  }

  static func options(_ invocation: Invocation) -> QuantizationOptions {
    var options = QuantizationOptions()
    if let method = invocation[method].flatMap(QuantizationOptions.Method.init) {
      options.method = method
    }
    if let bits = invocation[weightBits].flatMap(Int.init).flatMap(WeightBits.init) {
      options.weightBits = bits
    }
    if let size = invocation[groupSize].flatMap(Int.init) { options.groupSize = size }
    options.without = Set(
      invocation.values(without).compactMap(QuantizationOptions.Part.init))
    return options
  }
}
