import CommandSyntax
import StatisticsFile

/// `adder merge`: statistics of many parts of the data, put together.
enum MergeCommand: Subcommand {
  static let files = Argument(
    "STATISTICS", .file, "statistics of one round, as 'adder calibrate' or 'adder merge' writes",
    isRepeated: true)
  static let output = Option("output", "MERGED", .outputFile, "statistics to write", .required)

  static let description = Command(
    name: "merge",
    summary: "put statistics of several parts of the data together",
    discussion: [
      """
      Exact: the result is, byte for byte, that of measuring all parts at once, in whatever \
      order and grouping they are merged. Says what comes next. Refuses statistics of \
      different checkpoints, methods or rounds, and data that was seen twice.
      """
    ],
    arguments: [files], options: [output], flags: [ClosingLine.verbose],
    examples: [
      Example("adder merge part1.stats part2.stats --output merged.stats", "two parts")
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let record = try StatisticsFile.merge(invocation.values(files))
    let path = invocation.required(output)
    try StatisticsFile.write(record, to: path)
    Report.printTable([
      ("round", "\(record.rounds.count) of \(record.roundCount)"),
      ("data files", "\(record.data.count)"),
      ("next", next(after: record, path)),
    ])
    ClosingLine.wrote(path, invocation)
    return ExitCode.success
  }

  private static func next(after record: CalibrationRecord, _ path: String) -> String {
    let missing = record.missingData.count
    if missing > 0 {
      return "merge the statistics of the other \(missing) data "
        + "\(missing == 1 ? "file" : "files") of round \(record.rounds.count - 1)"
    }
    if record.isComplete {
      return "adder quantize CHECKPOINT --statistics \(path) --output GRAPH"
    }
    return "adder calibrate CHECKPOINT --data FILE --after \(path) --output STATISTICS, "
      + "on every data file"
  }
}
