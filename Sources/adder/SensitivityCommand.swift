import Analysis
import Calibration
import Checkpoint
import CommandSyntax
import Evaluation
import Foundation
import Model
import Quantization

/// `adder sensitivity`: what the rounding of each part costs.
enum SensitivityCommand: Subcommand {
  static let checkpoint = Argument(
    "CHECKPOINT", .directory, "directory with config.json and model.safetensors")
  static let calibration = Option(
    "calibration", "FILE", .file, "data that sets the ranges, as for 'adder quantize'", .required)
  static let data = Option("data", "FILE", .file, "data that the cost is measured on", .required)
  static let perLayer = Flag("layers", "each layer on its own instead of all together")
  static let json = Flag("json", "print JSON")

  static let description = Command(
    name: "sensitivity",
    summary: "measure what the rounding of each part costs",
    discussion: [
      """
      Rounds the weights and activations of the float model as the integer program would: one \
      part alone, and everything but that part. The costs are the KL divergence from the float \
      model and the growth of the negative log-likelihood, in nats; the costliest part comes \
      first, and ten columns less of a bar are a tenth of the divergence. The tables and the \
      rounding inside of functions, which are finer, stay float. All weights have 8 bits here.
      """
    ],
    arguments: [checkpoint],
    options: [
      calibration, data, SequenceFile.layout, SequenceLimit.option, QuantizeCommand.method,
    ],
    flags: [perLayer, json],
    examples: [
      Example(
        "adder sensitivity shakespeare --calibration shakespeare/calibration.txt "
          + "--data shakespeare/held-out.txt --method rtn", "without any transform")
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let model = try Checkpoint.load(directory: invocation[checkpoint])
    let calibration = try SequenceFile.read(
      invocation.required(calibration), for: model.input, invocation)
    let data = try SequenceLimit.apply(
      to: SequenceFile.read(invocation.required(data), for: model.input, invocation), invocation)
    var options = QuantizationOptions()
    if let method = invocation[QuantizeCommand.method].flatMap(QuantizationOptions.Method.init) {
      options.method = method
    }
    let transformed = try Quantizer.transform(model, calibration: calibration, options: options)
    let statistics = try Calibrator.run(transformed, on: calibration)
    let result = try ProgressLine.during("measuring") { line in
      try Sensitivity.measure(
        transformed, statistics: statistics, on: data, perLayer: invocation[perLayer]
      ) {
        line.report($0, of: $1)
      }
    }
    if invocation[json] {
      try Report.printJSON(result)
    } else {
      Report.print(
        Report.table(
          [
            "part", "layer", "alone: kl", "nll", "agreement", "all but this: kl", "nll",
            "agreement", "alone",
          ],
          [["everything", "all"] + cells(result.everything) + ["", "", "", ""]]
            + result.rows.map {
              [$0.part, $0.layer.map(String.init) ?? "all"] + cells($0.alone) + cells($0.others)
                + [bar($0.alone.kl, of: result.rows.first?.alone.kl)]
            }))
    }
    return ExitCode.success
  }

  /// A bar of at most 30 columns, ten for each factor of ten below the costliest.
  private static func bar(_ cost: Double?, of largest: Double?) -> String {
    guard let cost, let largest, cost > 0, largest > 0 else { return "" }
    return String(repeating: "#", count: max(0, Int((30 + 10 * log10(cost / largest)).rounded())))
  }

  private static func cells(_ cost: ChangeCost) -> [String] {
    [
      Report.decimal(cost.kl, places: 7), Report.decimal(cost.nllIncrease, places: 7),
      Report.decimal(cost.agreement, places: 4),
    ]
  }
}
