import Analysis
import CommandSyntax
import Emission
import Evaluation
import Model
import Program
import Quantization
import TargetDescription

/// `--budget BYTES`: as many matrices in 8 bits as a size allows, those first that need them.
enum SizeBudget {
  static let option = Option(
    "budget", "BYTES", .integer(1...Int.max),
    "largest size of the tables, as 'adder inspect' shows it; chooses the matrices that have "
      + "4 bits by what they cost")

  /// The program with the least measured cost whose tables fit. Prints the choice, unless all
  /// matrices may have 8 bits.
  ///
  /// - Parameters:
  ///   - rounds: All over, with the second moments that 4 bits need.
  ///   - data: Calibration, of which a part measures the costs.
  /// - Throws: ``CommandError/budget(bytes:smallest:groupSize:)`` if no choice fits.
  static func lower(
    _ rounds: QuantizationRounds, budget: Int, on data: DataSet
  ) throws -> Program {
    var options = rounds.options
    options.weightBits = .eight
    func program(_ weights: FourBitWeights?) throws -> Program {
      try rounds.lower(
        calibration: data.hash, weights,
        arguments: options.recorded
          + ["--budget \(budget)", "--group-size \(options.groupSize)"].sorted())
    }
    let host = try TargetDescription.find("host")
    let plain = try program(nil)
    let size = try Emitter.memory(of: plain, target: host).tableBytes
    if size <= budget { return plain }
    let weights = try rounds.fourBitWeights()
    let smallest = size - weights.all.reduce(0) { $0 + weights.bytesSaved(in: $1) }
    guard smallest <= budget else {
      throw CommandError.budget(
        bytes: budget, smallest: smallest, groupSize: options.groupSize)
    }
    let allocation = try ProgressLine.during("measuring 4 bits") { line in
      try BitAllocation.measure(rounds.model, weights, on: data) { line.report($0, of: $1) }
    }
    let choice = allocation.choice(saving: size - budget) ?? []
    Report.print(table(allocation, choice))
    return try program(weights.keeping(choice))
  }

  /// Every matrix with its bits, what 4 cost and what they save.
  private static func table(_ allocation: BitAllocation, _ choice: Set<FourBitMatrix>) -> String {
    Report.table(
      ["layer", "matrix", "bits", "4 bits: kl", "bytes saved"],
      allocation.candidates.map { candidate in
        [
          String(candidate.matrix.layer), candidate.matrix.role.rawValue,
          choice.contains(candidate.matrix) ? "4" : "8",
          Report.decimal(candidate.cost.kl, places: 7), String(candidate.saving),
        ]
      })
  }
}
