import TargetDescription
import Verification

/// What `adder targets --check` prints.
struct TargetReport: Encodable {
  /// One target and one of its compilers.
  struct Row: Encodable {
    var target: String
    var compiler: String
    var flags: String
    /// Absent where no compiler ran.
    var compiled: Bool?
    /// `equal, N values`, what differs, or why nothing ran.
    var run: String
    /// `proved, N objects`, or what is wrong.
    var noFloat: String
  }

  /// What all rows come to; the closing line starts with it.
  enum Outcome: String {
    case ok = "OK"
    /// Something differs or does not build.
    case wrong = "WRONG"
    /// A tool is there and does not work.
    case failed = "FAILED"
    /// No compiler ran.
    case nothing = "NOTHING CHECKED"
    /// A tool is absent that had to be there.
    case incomplete = "INCOMPLETE"
  }

  var rows: [Row]
  var outcome: Outcome
  /// One for each tool that is absent.
  var warnings: [String]

  private enum CodingKeys: String, CodingKey {
    case rows, skipped
    case isSound = "ok"
    case isWrong = "wrong"
  }

  /// True if all is as it should be, false if something is wrong; nil if neither is shown.
  var isSound: Bool? {
    switch outcome {
    case .ok: true
    case .wrong: false
    case .failed, .nothing, .incomplete: nil
    }
  }

  /// Rows for which no compiler ran.
  private var skipped: Int { rows.count { $0.compiled == nil } }

  /// - Parameters:
  ///   - results: Of all targets, two for each compiler.
  ///   - needsAll: Whether every tool has to be there.
  init(_ targets: [TargetDescription], _ results: [VerificationResult], needsAll: Bool) {
    rows = []
    warnings = []
    var isWrong = false
    var lacksTool = results.contains(where: \.lacksTool)
    for target in targets {
      let obstacle = Verifier.obstacle(toRunning: target)
      for compiler in target.compilers {
        let own = results.filter { $0.target == target.id && $0.compiler == compiler }
        guard let run = own.first(where: { $0.check != .noFloat })?.outcome,
          let noFloat = own.first(where: { $0.check == .noFloat })?.outcome
        else { continue }
        rows.append(
          Row(
            target: target.id, compiler: compiler, flags: target.cflags.joined(separator: " "),
            compiled: TargetReport.compiled(run), run: TargetReport.text(run, obstacle),
            noFloat: TargetReport.text(noFloat, nil)))
        isWrong = isWrong || [run, noFloat].contains(where: TargetReport.isWrong)
      }
      if case .skipped = obstacle { lacksTool = true }
      for case .skipped(let reason, let packages)? in TargetReport.outcomes(of: target, results) + [
        obstacle
      ] {
        let warning = "\(reason); apt-get install \(packages.joined(separator: " "))"
        if !warnings.contains(warning) { warnings.append(warning) }
      }
    }
    let hasFailedTool = results.contains { if case .failed = $0.outcome { true } else { false } }
    outcome =
      isWrong
      ? .wrong
      : hasFailedTool
        ? .failed
        : rows.allSatisfy { $0.compiled == nil }
          ? .nothing : lacksTool && needsAll ? .incomplete : .ok
  }

  /// `ok` is null where neither is shown.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rows, forKey: .rows)
    try container.encode(isSound, forKey: .isSound)
    try container.encode(skipped, forKey: .skipped)
    try container.encode(outcome == .wrong, forKey: .isWrong)
  }

  private static func outcomes(
    of target: TargetDescription, _ results: [VerificationResult]
  ) -> [VerificationResult.Outcome?] {
    results.filter { $0.target == target.id }.map(\.outcome)
  }

  private static func isWrong(_ outcome: VerificationResult.Outcome) -> Bool {
    switch outcome {
    case .differs, .broken: true
    default: false
    }
  }

  private static func compiled(_ outcome: VerificationResult.Outcome) -> Bool? {
    switch outcome {
    case .equal, .inRanges, .built, .noFloat, .differs: true
    case .broken(let stage, _): !["compilation", "link"].contains(stage)
    case .failed, .skipped, .unsupported: nil
    }
  }

  private static func text(
    _ outcome: VerificationResult.Outcome, _ obstacle: VerificationResult.Outcome?
  ) -> String {
    switch outcome {
    case .equal(let values): return "equal, \(values) values"
    case .noFloat(let objects): return "proved, \(objects) objects"
    case .skipped(let reason, _): return "skipped: \(reason)"
    case .built: return "not run: \(obstacle.map(reason) ?? "not asked for")"
    default: return "\(outcome)"
    }
  }

  private static func reason(_ obstacle: VerificationResult.Outcome) -> String {
    switch obstacle {
    case .skipped(let reason, _): reason
    case .unsupported(let feature): "this processor has no \(feature)"
    default: "\(obstacle)"
    }
  }

  /// A line for each row and one for all of them.
  var text: String {
    let table = Report.table(
      ["target", "compiler", "flags", "compiled", "run", "no float"],
      rows.map { row in
        let compiled = row.compiled.map { $0 ? "yes" : "NO" } ?? "-"
        return [row.target, row.compiler, row.flags, compiled, row.run, row.noFloat]
      })
    let compiled = rows.count { $0.compiled == true }
    let equal = rows.count { $0.run.hasPrefix("equal") }
    let counts =
      outcome == .nothing ? "" : ": \(rows.count) rows, \(compiled) compiled, \(equal) equal"
    return table + outcome.rawValue + counts + (skipped > 0 ? ", \(skipped) SKIPPED\n" : "\n")
  }
}
