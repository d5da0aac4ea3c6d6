import Analysis
import Checkpoint
import CommandSyntax
import Evaluation
import Model

/// `adder outliers`: the outlier channels of a checkpoint's activations.
enum OutliersCommand: Subcommand {
  static let checkpoint = Argument(
    "CHECKPOINT", .directory, "directory with config.json and model.safetensors")
  static let data = Option(
    "data", "FILE", .file, "data: safetensors, or a text for a byte-level model", .required)
  static let sigmas = Option(
    "sigmas", "COUNT", .integer(1...100),
    "standard deviations above the mean channel, \(Int(OutlierRules().sigmas)) unless given")
  static let ratio = Option(
    "ratio", "FACTOR", .integer(2...1_000_000),
    "multiple of the median channel, \(Int(OutlierRules().ratio)) unless given")
  static let keepsAll = Flag("no-zeroing", "do not measure what zeroing the channels costs")
  static let json = Flag("json", "print JSON")

  static let description = Command(
    name: "outliers",
    summary: "find the outlier channels of a float checkpoint",
    discussion: [
      """
      Looks at each channel of the input of in_proj, of the convolution, of x_proj, dt_proj and \
      out_proj, at the state and at the gate. A channel is an outlier by one of three rules: a \
      magnitude of at least 6 at 6 % of the positions or more (LLM.int8), a largest magnitude \
      above the mean over channels by several standard deviations, or several times the median.
      """,
      """
      The table has the channels of each rule, the share of the energy in the channels of any \
      rule, and what zeroing them costs: the growth of the negative log-likelihood and the KL \
      divergence from the float model, in nats. The control zeroes as many other channels, drawn \
      at random, or all others where there are fewer. A channel of the state is a pair; its \
      index is that of the state times the number of channels, plus that of the channel.
      """,
    ],
    arguments: [checkpoint],
    options: [data, SequenceFile.layout, SequenceLimit.option, sigmas, ratio],
    flags: [keepsAll, json],
    examples: [
      Example(
        "adder outliers shakespeare --data shakespeare/calibration.txt",
        "with the model that comes with Adder")
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let model = try Checkpoint.load(directory: invocation[checkpoint])
    let data = try SequenceLimit.apply(
      to: SequenceFile.read(invocation.required(data), for: model.input, invocation), invocation)
    var rules = OutlierRules()
    if let sigmas = invocation[sigmas].flatMap(Double.init) { rules.sigmas = sigmas }
    if let ratio = invocation[ratio].flatMap(Double.init) { rules.ratio = ratio }
    let result = try ProgressLine.during("finding outliers") { line in
      try Outliers.find(in: model, on: data, rules: rules, zeroing: !invocation[keepsAll]) {
        line.report($0, of: $1)
      }
    }
    if invocation[json] {
      try Report.printJSON(result)
    } else {
      Report.print(
        Report.table(
          [
            "layer", "site", "channels", "maximum", "x median", "6.0 rule", "sigma rule",
            "median rule", "energy", "zeroed: nll", "kl", "control: kl",
          ], result.rows.map(cells)))
    }
    return ExitCode.success
  }

  private static func cells(_ row: Outliers.Row) -> [String] {
    [
      String(row.layer), row.site.rawValue, String(row.channels),
      Report.decimal(Double(row.maximum), places: 2),
      Report.decimal(row.ratioToMedian, places: 1), list(row.large), list(row.bySigma),
      list(row.byRatio), Report.decimal(row.energyShare * 100, places: 2) + " %",
      Report.decimal(row.zeroed?.nllIncrease, places: 5),
      Report.decimal(row.zeroed?.kl, places: 5), Report.decimal(row.control?.kl, places: 5),
    ]
  }

  /// The number of channels and the first few of them.
  private static func list(_ channels: [Int]) -> String {
    if channels.isEmpty { return "-" }
    let first = channels.prefix(3).map(String.init).joined(separator: ",")
    return "\(channels.count): \(first)" + (channels.count > 3 ? ",.." : "")
  }
}
