import Emission
import Foundation
package import Interpreter
package import Program
import TargetDescription

/// A whole data file through the compiled C.
extension Verifier {
  /// Sequences that one process runs, at most.
  private static let longestSlice = 64
  /// Logits of one process, at most, unless a single sequence has more: 64 MiB.
  private static let largestSlice = 1 << 24

  /// Runs `sequences` through the C of the first target, compiler and optimisation of `options`,
  /// in as many processes at a time as there are cores, and compares every logit.
  ///
  /// A process gets a slice of the sequences. The interpreter runs beside what the process has
  /// written, so that memory does not grow with the length of the sequences.
  ///
  /// - Parameters:
  ///   - options: At least one target and one optimisation.
  ///   - workDirectory: Exists; receives package, program and the files of the processes.
  ///   - progress: Called with (sequences done, sequences in all).
  /// - Returns: The first difference in the order of the sequences, if there is one.
  /// - Throws: ``VerificationError``.
  package static func verify(
    _ interpreter: Interpreter, data sequences: [IntegerSequence], options: VerificationOptions,
    workDirectory: String, progress: Progress? = nil
  ) throws -> VerificationResult {
    let program = interpreter.program
    let optimisation = options.optimisations[0]
    let work = URL(fileURLWithPath: workDirectory).standardizedFileURL.path
    let golden = try golden(of: sequences, interpreter)
    let builds = try prepare(options.targets[0], program, golden, options, work)
    let (build, obstacle) = makeReady(builds[0])
    let outcome =
      try obstacle
      ?? run(interpreter, sequences, build, optimisation: optimisation, progress: progress)
    return VerificationResult(
      target: build.target.id, compiler: build.compiler,
      check: .logits(optimisation: optimisation), outcome: outcome)
  }

  private static func golden(
    of sequences: [IntegerSequence], _ interpreter: Interpreter
  ) throws(VerificationError) -> Golden {
    let input = interpreter.program.input
    guard let first = sequences.first(where: { $0.positions(for: input) > 0 }) else {
      throw .noInput
    }
    do throws(InterpreterError) {
      return try Expectation.golden(from: first, interpreter)
    } catch {
      throw .interpreter(error)
    }
  }

  private static func run(
    _ interpreter: Interpreter, _ sequences: [IntegerSequence], _ build: PackageBuild,
    optimisation: String, progress: Progress?
  ) throws(VerificationError) -> Outcome {
    let runner: String
    do throws(PackageBuild.Failure) {
      runner = try build.build(optimisation: optimisation).run
    } catch {
      return error.outcome
    }
    let length = sliceLength(sequences, interpreter)
    let count = (sequences.count + length - 1) / length
    let firstFailure = FirstFailure()
    let report: Progress = { done, _ in
      progress?(min(done * length, sequences.count), sequences.count)
    }
    let outcomes = try concurrentMap(count: count, progress: report) {
      (index) throws(VerificationError) -> Outcome? in
      if firstFailure.isBefore(index) { return nil }
      let start = index * length
      let slice = DataSlice(
        interpreter: interpreter, build: build, runner: runner, first: start,
        sequences: sequences[start..<min(start + length, sequences.count)])
      let outcome = try slice.compare()
      if case .equal = outcome {} else { firstFailure.report(index) }
      return outcome
    }
    var values = 0
    for case let outcome? in outcomes {
      guard case .equal(let count) = outcome else { return outcome }
      values += count
    }
    return .equal(values: values)
  }

  /// Sequences for each process: few enough that all cores have some, and that their logits are
  /// not too many.
  private static func sliceLength(
    _ sequences: [IntegerSequence], _ interpreter: Interpreter
  ) -> Int {
    let program = interpreter.program
    let longest = sequences.map { $0.positions(for: program.input) }.max() ?? 0
    let rows = program.isClassifier ? 1 : max(1, longest)
    let fitting = largestSlice / interpreter.classes / rows
    let share = sequences.count / (2 * ProcessInfo.processInfo.activeProcessorCount)
    return max(1, min(longestSlice, fitting, share))
  }
}

/// The lowest index that failed so far; work behind it is of no use.
private final class FirstFailure: @unchecked Sendable {
  private let lock = NSLock()
  private var first = Int.max

  func report(_ index: Int) { lock.withLock { first = min(first, index) } }
  func isBefore(_ index: Int) -> Bool { lock.withLock { first < index } }
}
