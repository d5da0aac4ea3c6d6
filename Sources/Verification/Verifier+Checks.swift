import Emission
import Foundation
import Interpreter
import Program
import TargetDescription

/// The checks of one build.
extension Verifier {
  /// Largest trace that is written to locate a difference, in bytes.
  private static let largestTrace = 1 << 30

  /// What a check shows.
  ///
  /// - Parameter work: Directory that holds the input of the runners.
  static func run(
    _ check: VerificationResult.Check, _ build: PackageBuild, _ expectation: Expectation,
    _ work: String
  ) -> Outcome {
    do throws(PackageBuild.Failure) {
      switch check {
      case .logits(let optimisation):
        return try compareLogits(build, optimisation, expectation, input: "\(work)/input.raw")
      case .trace(let optimisation):
        let input = Expectation.prefix(
          of: expectation.inputs[expectation.longest],
          positions: build.options.tracePositions, for: expectation.program.input)
        return try compareTrace(
          build, optimisation, expectation, label: "trace", sequence: expectation.longest,
          input)
      case .ranges(let optimisation):
        return try checkRanges(build, optimisation, expectation, input: "\(work)/input.raw")
      case .noFloat:
        return .noFloat(objects: try build.proveNoFloat())
      }
    } catch {
      return error.outcome
    }
  }

  private static func compareLogits(
    _ build: PackageBuild, _ optimisation: String, _ expectation: Expectation, input: String
  ) throws(PackageBuild.Failure) -> Outcome {
    let programs = try build.build(optimisation: optimisation)
    guard build.options.runs else { return .built }
    let output = "\(build.directory)/output-\(optimisation).raw"
    try build.run(programs.run, [input, output], stage: "run")
    let actual = [UInt8]((try? Data(contentsOf: URL(fileURLWithPath: output))) ?? Data())
    if let mismatch = expectation.firstDifference(in: actual) {
      return .differs(locate(mismatch, build, optimisation, expectation))
    }
    guard actual.count == expectation.output.count else {
      return .broken(
        stage: "comparison",
        message: "\(actual.count) bytes of logits instead of \(expectation.output.count)")
    }
    try build.run(programs.test, [], stage: "self-test")
    return .equal(values: actual.count / 4)
  }

  /// Runs a build that compares every value with its proved interval, and its logits with those
  /// of the interpreter.
  private static func checkRanges(
    _ build: PackageBuild, _ optimisation: String, _ expectation: Expectation, input: String
  ) throws(PackageBuild.Failure) -> Outcome {
    let programs = try build.build(optimisation: optimisation, variant: .checked)
    let output = "\(build.directory)/output-\(optimisation)-checked.raw"
    let text = try build.run(programs.run, [input, output], stage: "checked run")
    let actual = [UInt8]((try? Data(contentsOf: URL(fileURLWithPath: output))) ?? Data())
    if let mismatch = expectation.firstDifference(in: actual) { return .differs(mismatch) }
    let lines = text.split(separator: "\n").filter { $0.hasSuffix(" in their proved intervals") }
    guard let values = lines.last?.split(separator: " ").first.flatMap({ Int($0) }) else {
      return .broken(stage: "checked run", message: "the C has not counted its checks")
    }
    return .inRanges(values: values)
  }

  /// The first buffer that differs on the way to a wrong logit; `mismatch` itself where the
  /// trace shows none.
  private static func locate(
    _ mismatch: Mismatch, _ build: PackageBuild, _ optimisation: String,
    _ expectation: Expectation
  ) -> Mismatch {
    let most = max(1, largestTrace / max(1, expectation.traceBytes))
    let input = Expectation.prefix(
      of: expectation.inputs[mismatch.sequence],
      positions: min(mismatch.position + 1, most), for: expectation.program.input)
    let outcome = try? compareTrace(
      build, optimisation, expectation, label: "locate",
      sequence: mismatch.sequence, input)
    if case .differs(let first) = outcome { return first }
    return mismatch
  }

  private static func compareTrace(
    _ build: PackageBuild, _ optimisation: String, _ expectation: Expectation, label: String,
    sequence: Int, _ input: IntegerSequence
  ) throws(PackageBuild.Failure) -> Outcome {
    let programs = try build.build(optimisation: optimisation, variant: .trace(label))
    let base = "\(build.directory)/\(label)-\(optimisation)"
    let raw = Data(RawInput.encode([input], for: expectation.program.input))
    defer { try? FileManager.default.removeItem(atPath: "\(base).trace") }
    do { try raw.write(to: URL(fileURLWithPath: "\(base).raw")) } catch {
      throw PackageBuild.Failure(
        stage: "trace", message: "\(base).raw cannot be written", isTool: true)
    }
    try build.run(
      programs.run, ["\(base).raw", "\(base).out", "\(base).trace"], stage: "traced run")
    guard let file = FileHandle(forReadingAtPath: "\(base).trace") else {
      throw PackageBuild.Failure(stage: "trace", message: "\(base).trace cannot be read")
    }
    defer { try? file.close() }
    var comparison = TraceComparison(expectation.program, sequence: sequence, file: file)
    do throws(InterpreterError) {
      _ = try expectation.interpreter.logits(for: input, trace: &comparison)
    } catch {
      throw PackageBuild.Failure(stage: "interpreter", message: error.description)
    }
    if let mismatch = comparison.mismatch { return .differs(mismatch) }
    if comparison.isTruncated {
      return .broken(stage: "trace", message: "the trace of the C ends early")
    }
    return .equal(values: comparison.equalValues)
  }
}
