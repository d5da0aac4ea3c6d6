import Verification

/// What `adder verify` prints.
struct VerificationReport: Encodable {
  /// One build, and what came of it.
  struct Check: Encodable {
    var target: String
    var compiler: String
    /// `-O2`, `-O2 trace`, `-O2 checked` or `no float`.
    var check: String
    /// `equal`, `in range`, `proved`, `differs`, `broken`, `FAILED` or `skipped`.
    var outcome: String
    /// Compared values or object files.
    var count: Int?
    var message: String?

    init(_ result: VerificationResult) {
      target = result.target
      compiler = result.compiler
      check = "\(result.check)"
      switch result.outcome {
      case .equal(let values): (outcome, count) = ("equal", values)
      case .inRanges(let values): (outcome, count) = ("in range", values)
      case .built: outcome = "built"
      case .noFloat(let objects): (outcome, count) = ("proved", objects)
      case .differs(let mismatch): (outcome, message) = ("differs", "\(mismatch)")
      case .broken(let stage, let text): (outcome, message) = ("broken", "\(stage): \(text)")
      case .failed(let stage, let text): (outcome, message) = ("FAILED", "\(stage): \(text)")
      case .skipped(let reason, _): (outcome, message) = ("skipped", reason)
      case .unsupported(let feature):
        (outcome, message) = ("skipped", "this processor has no \(feature)")
      }
    }
  }

  var checks: [Check]
  /// True if all that was checked is equal, false if something differs; nil if a tool failed
  /// or nothing was checked, so that neither is shown.
  var isEqual: Bool?
  /// Checks that a tool prevented.
  var failed: Int
  var skipped: Int
  /// Of these, the checks that an installed tool would make possible.
  var lackingTool: Int
  /// What was skipped, and how to change that; one for each target and reason.
  var warnings: [String]

  private enum CodingKeys: String, CodingKey {
    case checks, failed, skipped
    case isEqual = "equal"
  }

  init(_ results: [VerificationResult]) {
    checks = results.map(Check.init)
    failed = checks.count { $0.outcome == "FAILED" }
    skipped = results.count { $0.isSkipped }
    lackingTool = results.count { $0.lacksTool }
    warnings = []
    let isWrong = checks.contains { ["differs", "broken"].contains($0.outcome) }
    let isShown = failed == 0 && skipped < checks.count
    isEqual = isWrong ? false : isShown ? true : nil
    for result in results {
      let warning: String
      switch result.outcome {
      case .skipped(let reason, let packages):
        let advice =
          packages.isEmpty ? "" : "; apt-get install \(packages.joined(separator: " "))"
        warning = "\(result.target) SKIPPED: \(reason)\(advice)"
      case .unsupported(let feature):
        warning = "\(result.target) SKIPPED: this processor has no \(feature)"
      default: continue
      }
      if !warnings.contains(warning) { warnings.append(warning) }
    }
  }

  /// `equal` is null where neither is shown.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(checks, forKey: .checks)
    try container.encode(isEqual, forKey: .isEqual)
    try container.encode(failed, forKey: .failed)
    try container.encode(skipped, forKey: .skipped)
  }

  /// A line for each check and one for all of them.
  var text: String {
    let columns = checks.map { [$0.target, $0.compiler, $0.check] }
    let widths = (0..<3).map { column in columns.map { $0[column].count }.max() ?? 0 }
    var text = ""
    for (check, columns) in zip(checks, columns) {
      for (column, width) in zip(columns, widths) {
        text += column + String(repeating: " ", count: width + 2 - column.count)
      }
      text += Self.outcome(of: check) + "\n"
    }
    let done = checks.count - skipped
    switch isEqual {
    case true?: text += "EQUAL: \(done) checks"
    case false?: text += "NOT EQUAL"
    case nil where failed > 0: text += "FAILED: \(failed) of \(done) checks"
    case nil: text += "NOTHING CHECKED"
    }
    return text + (skipped > 0 ? ", \(skipped) SKIPPED\n" : "\n")
  }

  private static func outcome(of check: Check) -> String {
    if let message = check.message { return "\(check.outcome): \(message)" }
    let count = check.count ?? 0
    return check.outcome + (check.outcome == "proved" ? ", \(count) objects" : ", \(count) values")
  }
}
