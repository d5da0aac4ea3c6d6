import CommandSyntax
import Checkpoint
import Model
import Quantization
import StatisticsFile
import TensorFile

/// `adder calibrate`: what quantizing wants to know of a checkpoint on some of the data.
enum CalibrateCommand: Subcommand {
  static let checkpoint = QuantizeCommand.checkpoint
  static let data = Option(
    "data", "FILE", .file,
    "data that the model is to see: safetensors, or a text for a byte-level model", .repeated)
  static let output = Option("output", "STATISTICS", .outputFile, "statistics to write", .required)
  static let after = Option(
    "after", "STATISTICS", .file,
    "merged statistics of the rounds before, instead of method and bits")
  static let allRounds = Flag("all-rounds", "measure all rounds, where this is all the data")

  static let description = Command(
    name: "calibrate",
    summary: "measure a checkpoint on a part of the data, for 'merge' and 'quantize'",
    discussion: [
      """
      For data that goes over many machines: each measures its part and writes statistics, \
      which 'adder merge' puts together exactly. A method that measures again after it has \
      transformed the model takes several rounds: measure every part, merge, and go on with \
      --after.
      """,
      "'adder inspect' shows maximum and percentiles of every tensor in the statistics.",
    ],
    arguments: [checkpoint],
    options: [
      data, after, SequenceFile.layout, output, QuantizeCommand.method,
      QuantizeCommand.weightBits,
    ],
    flags: [allRounds, ClosingLine.verbose],
    examples: [
      Example("adder calibrate model --data part1.txt --output part1.stats", "the first round"),
      Example(
        "adder calibrate model --data part1.txt --after merged.stats --output part1.stats",
        "the round after those in merged.stats"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    guard !invocation.values(data).isEmpty else {
      throw UsageError.missingOption(
        command: "adder calibrate", option: data.name, placeholder: data.placeholder)
    }
    try AtomicFile.check(invocation.required(output))
    let record =
      try invocation[after].map { try goOn(after: $0, invocation) }
      ?? start(invocation)
    try StatisticsFile.write(record, to: invocation.required(output))
    ClosingLine.wrote(invocation.required(output), invocation)
    return ExitCode.success
  }

  private static func start(_ invocation: Invocation) throws -> CalibrationRecord {
    let options = QuantizeCommand.options(invocation)
    var rounds = try QuantizationRounds(
      Checkpoint.load(directory: invocation[checkpoint]), options: options)
    let files = try SequenceFile.read(
      invocation.values(data), for: rounds.model.input, invocation)
    var record = CalibrationRecord(
      checkpoint: rounds.model.checkpointHash, method: options.method.rawValue,
      weightBits: options.weightBits.rawValue,
      options: [SequenceFile.record(invocation)].compactMap { $0 },
      valueNames: rounds.model.values.map(\.name), roundCount: rounds.count)
    try measure(&rounds, files, into: &record, invocation)
    return record
  }

  private static func goOn(
    after path: String, _ invocation: Invocation
  ) throws -> CalibrationRecord {
    for option in [QuantizeCommand.method, QuantizeCommand.weightBits, SequenceFile.layout]
    where invocation[option] != nil {
      throw UsageError.inapplicable(
        command: "adder calibrate", option: option.name, reason: "--\(after.name) settles it")
    }
    var record = try StatisticsFile.read(path)
    try StatisticsInput.requireAllData(record, path)
    if record.isComplete { throw StatisticsFileError.allRounds(path: path) }
    var rounds = try StatisticsInput.rounds(
      after: record, path, checkpoint: invocation[checkpoint],
      groupSize: QuantizationOptions().groupSize)
    let files = try SequenceFile.read(
      invocation.values(data), for: rounds.model.input, layout: record.options)
    for (file, name) in zip(files, invocation.values(data))
    where !record.data.contains(file.hash) {
      throw StatisticsFileError.newData(path: path, data: name)
    }
    try measure(&rounds, files, into: &record, invocation)
    return record
  }

  /// Appends the next round to `record`, or all rounds that are left.
  private static func measure(
    _ rounds: inout QuantizationRounds, _ files: [DataSet],
    into record: inout CalibrationRecord, _ invocation: Invocation
  ) throws {
    let hashes = files.map(\.hash)
    let data = DataSet(joining: files)
    try ProgressLine.during("calibrating") { line in
      repeat {
        let measurements = try rounds.measureNext(on: data) { line.report($0, of: $1) }
        record.rounds.append(.init(data: hashes, measurements: measurements))
      } while invocation[allRounds] && rounds.needs != nil
    }
  }
}
