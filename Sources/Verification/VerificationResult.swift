package import Program

/// One thing that was to be shown, and what came out.
package struct VerificationResult: Hashable, Sendable {
  /// What is compared.
  package enum Check: Hashable, Sendable {
    /// The logits of all inputs, and the package's self-test.
    case logits(optimisation: String)
    /// Every buffer of some positions.
    case trace(optimisation: String)
    /// That the library has no floating point.
    case noFloat
  }

  package enum Outcome: Hashable, Sendable {
    /// The same bits; `values` of them were compared.
    case equal(values: Int)
    /// No float in `objects` object files.
    case noFloat(objects: Int)
    case differs(Mismatch)
    /// A compiler, a program or a check failed.
    case failed(stage: String, message: String)
    /// A tool is absent; the Debian packages that provide it.
    case skipped(reason: String, packages: [String])
  }

  /// Id of the target.
  package var target: String
  package var compiler: String
  package var check: Check
  package var outcome: Outcome

  /// True unless something was shown to be wrong; a skipped check is not wrong.
  package var isAcceptable: Bool {
    switch outcome {
    case .equal, .noFloat, .skipped: true
    case .differs, .failed: false
    }
  }

  package var isSkipped: Bool {
    if case .skipped = outcome { true } else { false }
  }
}

/// The first value in which the C differs from the interpreter.
package struct Mismatch: Hashable, Sendable {
  /// Index of the input sequence.
  package var sequence: Int
  package var position: Int
  /// Step that wrote the value: section and index, kind, origin; nil where only the logits
  /// of the whole are known to differ.
  package var step: Step?
  package var buffer: String
  package var element: Int
  package var expected: Int
  package var actual: Int

  /// The step as people find it.
  package struct Step: Hashable, Sendable {
    package var section: String
    package var index: Int
    package var kind: String
    package var origin: StepOrigin
  }
}

extension Mismatch: CustomStringConvertible {
  package var description: String {
    let place = "sequence \(sequence), position \(position)"
    let values = "\(buffer)[\(element)] is \(actual), the interpreter has \(expected)"
    guard let step else { return "\(place): \(values)" }
    let origin = step.origin.checkpointName
    let source = origin.isEmpty ? step.origin.module : origin
    return "\(place), \(step.section) step \(step.index) (\(step.kind), \(source)): \(values)"
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
    case .noFloat: "no float"
    }
  }
}

extension VerificationResult.Outcome: CustomStringConvertible {
  package var description: String {
    switch self {
    case .equal(let values): "equal (\(values) values)"
    case .noFloat(let objects): "proved (\(objects) object files)"
    case .differs(let mismatch): "differs: \(mismatch)"
    case .failed(let stage, let message): "\(stage) failed: \(message)"
    case .skipped(let reason, let packages):
      "skipped: \(reason); apt-get install \(packages.joined(separator: " "))"
    }
  }
}
