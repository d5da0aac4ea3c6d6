/// One thing that was to be shown, and what came out.
package struct VerificationResult: Hashable, Sendable {
  /// What is compared.
  package enum Check: Hashable, Sendable {
    /// The logits of all inputs, and the package's self-test.
    case logits(optimisation: String)
    /// Every buffer of some positions.
    case trace(optimisation: String)
    /// Every value against its proved interval, in a build with -DADDER_CHECKED.
    case ranges(optimisation: String)
    /// That the library has no floating point.
    case noFloat
  }

  package enum Outcome: Hashable, Sendable {
    /// The same bits; `values` of them were compared.
    case equal(values: Int)
    /// The same bits, and this many values were in their proved intervals.
    case inRanges(values: Int)
    /// Compiled and linked, and not to be run.
    case built
    /// No float in `objects` object files.
    case noFloat(objects: Int)
    case differs(Mismatch)
    /// The package does not build or run, with tools that work.
    case broken(stage: String, message: String)
    /// A tool does not work, so that nothing is shown.
    case failed(stage: String, message: String)
    /// A tool is absent; the Debian packages that provide it.
    case skipped(reason: String, packages: [String])
    /// The processor cannot run what was built, and no package changes that.
    case unsupported(feature: String)
  }

  /// Id of the target.
  package var target: String
  package var compiler: String
  package var check: Check
  package var outcome: Outcome

  /// True unless something is wrong or could not be shown; a skipped check is not wrong.
  package var isAcceptable: Bool {
    switch outcome {
    case .equal, .inRanges, .built, .noFloat, .skipped, .unsupported: true
    case .differs, .broken, .failed: false
    }
  }

  package var isSkipped: Bool {
    switch outcome {
    case .skipped, .unsupported: true
    default: false
    }
  }

  /// True if a tool that could be installed would have made the check possible.
  package var lacksTool: Bool {
    if case .skipped = outcome { true } else { false }
  }
}

extension VerificationResult: CustomStringConvertible {
  package var description: String {
    "\(target) \(compiler) \(check): \(outcome)"
  }
}

extension VerificationResult.Check: CustomStringConvertible {
  package var description: String {
    switch self {
    case .logits(let optimisation): "-\(optimisation)"
    case .trace(let optimisation): "-\(optimisation) trace"
    case .ranges(let optimisation): "-\(optimisation) checked"
    case .noFloat: "no float"
    }
  }
}

extension VerificationResult.Outcome: CustomStringConvertible {
  package var description: String {
    switch self {
    case .equal(let values): "equal (\(values) values)"
    case .inRanges(let values): "in range (\(values) values)"
    case .built: "built"
    case .noFloat(let objects): "proved (\(objects) object files)"
    case .differs(let mismatch): "differs: \(mismatch)"
    case .broken(let stage, let message): "broken: \(stage): \(message)"
    case .failed(let stage, let message): "FAILED: \(stage): \(message)"
    case .skipped(let reason, let packages) where packages.isEmpty: "skipped: \(reason)"
    case .skipped(let reason, let packages):
      "skipped: \(reason); apt-get install \(packages.joined(separator: " "))"
    case .unsupported(let feature): "skipped: this processor has no \(feature)"
    }
  }
}
