import Evaluation
import Foundation

/// The figures of an evaluation as people read them: numbers of one kind below each other.
struct EvaluationTable {
  let rows: [(String, String)]

  init(_ result: EvaluationResult) {
    let pairs: [(name: String, float: String?, integer: String?)] = [
      ("perplexity", Self.text(result.floatPerplexity), Self.text(result.integerPerplexity)),
      ("nll", Self.text(result.floatNLL), Self.text(result.integerNLL)),
      ("accuracy", Self.text(result.floatAccuracy), Self.text(result.integerAccuracy)),
      ("errors", result.floatErrors.map(String.init), result.integerErrors.map(String.init)),
    ]
    let width = pairs.flatMap { [$0.float, $0.integer] }.compactMap { $0?.count }.max() ?? 0
    // Images are not counted by positions.
    let positions =
      result.positions == result.sequences
      ? "" : ", " + Self.count(result.positions, "position")
    var rows = [("data", Self.count(result.sequences, "sequence") + positions)]
    if let windows = result.windows, let length = result.windowLength,
      let stride = result.windowStride, let tokens = result.windowTokens
    {
      rows.append(
        (
          "windows",
          "\(windows) of \(Self.count(length, "token")), every \(stride); "
            + "\(Self.count(tokens, "token")) predicted"
        ))
    }
    for case (let name, let float?, let integer?) in pairs {
      rows.append(
        (name, "float \(Self.padded(float, width))   integer \(Self.padded(integer, width))"))
    }
    if let agreement = Self.text(result.agreement) { rows.append(("agreement", agreement)) }
    if let kl = Self.text(result.kl) { rows.append(("kl", kl)) }
    self.rows = rows
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// Five decimals, which is enough to see what quantization costs.
  private static func text(_ value: Double?) -> String? {
    value.map { String(format: "%.5f", $0) }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: width - text.count) + text
  }
}
