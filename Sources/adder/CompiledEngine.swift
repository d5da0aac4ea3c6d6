import CommandSyntax
import Interpreter
import Program
import TargetDescription
import Verification

/// `--engine c`: data through the compiled C, which must give what the interpreter gives.
enum CompiledEngine {
  static let engine = Option(
    "engine", "ENGINE", .choice(["interpreter", "c"]),
    "what runs the program, the interpreter unless given; 'c' compiles the emitted C, runs all "
      + "data through it and compares every logit with the interpreter")
  static let target = Option(
    "target", "TARGET", .target, "machine that the C is compiled for, host unless given")

  /// Logits that were compared, and with what build.
  struct Proof {
    var target: String
    var compiler: String
    var values: Int

    var text: String { "C for \(target) (\(compiler)), \(values) logits equal" }
  }

  static func isChosen(_ invocation: Invocation) -> Bool { invocation[engine] == "c" }

  /// - Throws: ``UsageError`` for a target without the C.
  static func check(_ invocation: Invocation) throws {
    if invocation[target] != nil, !isChosen(invocation) {
      throw UsageError.inapplicable(
        command: "adder \(invocation.command)", option: target.name,
        reason: "it needs --engine c, too")
    }
  }

  /// - Parameter progress: Called with (sequences done, sequences in all).
  /// - Throws: ``CommandError`` unless every logit is equal.
  static func run(
    _ interpreter: Interpreter, _ sequences: [IntegerSequence], _ invocation: Invocation,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> Proof {
    let options = VerificationOptions(
      targets: [try TargetDescription.find(invocation[target] ?? "host")],
      optimisations: ["O2"])
    let result = try WorkDirectory.during {
      try Verifier.verify(
        interpreter, data: sequences, options: options, workDirectory: $0, progress: progress)
    }
    let build = "\(result.target), \(result.compiler) \(result.check)"
    switch result.outcome {
    case .equal(let values):
      return Proof(
        target: result.target, compiler: "\(result.compiler) \(result.check)", values: values)
    case .differs(let mismatch):
      throw CommandError.compiledDiffers(build: build, reason: "\(mismatch)")
    case .broken(let stage, let message):
      throw CommandError.compiledDiffers(build: build, reason: "\(stage): \(message)")
    case .failed(let stage, let message):
      throw CommandError.compiledNotRun(build: build, reason: "\(stage): \(message)")
    case .skipped(let reason, let packages):
      let advice = packages.isEmpty ? "" : "; apt-get install \(packages.joined(separator: " "))"
      throw CommandError.compiledNotRun(build: build, reason: reason + advice)
    case .unsupported, .built, .noFloat, .inRanges:
      throw CommandError.compiledNotRun(build: build, reason: "\(result.outcome)")
    }
  }
}
