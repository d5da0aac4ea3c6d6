import Foundation
import Interpreter
import Program
import TargetDescription
import TestSupport
import Verification

/// Random programs, each through every target, against the interpreter.
struct DifferentialComparison {
  /// Prints to standard output, and tells how a finding is had again.
  struct Summary {
    var programs = 0
    var runs = 0
    var values = 0
    var refused = 0
    var findings: [String] = []

    var description: String {
      "\(programs) models, \(runs) target runs, \(values) values compared, "
        + "\(findings.count) differences"
        + (refused == 0 ? "" : "; \(refused) more models refused by the quantizer")
    }
  }

  /// Targets with kernels of their own; boards only repeat these.
  static let targets = [
    "host", "x86-64-v3", "x86-64-v4-vnni", "armv7-neon", "aarch64-neon", "aarch64-dotprod",
    "aarch64-i8mm", "rv64gc", "rv64gcv",
  ]

  /// Whether each target has all of its compilers, or one at random.
  let hasEveryCompiler: Bool
  private(set) var summary = Summary()

  init(hasEveryCompiler: Bool) { self.hasEveryCompiler = hasEveryCompiler }

  /// Compares `count` programs, of `seed`, `seed + 1`, ...; a model that the quantizer refuses
  /// does not count.
  mutating func run(count: Int, seed: UInt64) throws {
    let targets = try Self.targets.map(TargetDescription.find)
    let end = summary.programs + count
    var seed = seed
    while summary.programs < end {
      let random: RandomProgram
      do { random = try RandomProgram(seed: seed) } catch {
        print("seed \(seed): refused: \(error)")
        summary.refused += 1
        seed += 1
        continue
      }
      try compare(random, seed: seed, targets)
      // A run of an hour shows how far it is.
      fflush(nil)
      seed += 1
    }
  }

  private mutating func compare(
    _ random: RandomProgram, seed: UInt64, _ targets: [TargetDescription]
  ) throws {
    let violations = random.program.verify()
    if !violations.isEmpty { report("violations \(violations)", seed) }
    try compareSteps(of: random.program, seed: seed)
    var choice = SeededRandom(seed: seed)
    let runs = targets.flatMap { target in
      let compilers = DifferentialRun.compilers(of: target)
      if compilers.isEmpty { print("SKIPPED \(target.id): \(target.compilers[0]) not found") }
      let chosen = choice.int(0...max(0, compilers.count - 1))
      return (hasEveryCompiler ? compilers : Array(compilers.dropFirst(chosen).prefix(1))).map {
        DifferentialRun(random.program, seed: seed, target: target, compiler: $0)
      }
    }
    let results = try concurrentMap(count: runs.count) { (index) throws(DifferentialError) in
      do { return try runs[index].results(of: random.program) } catch {
        throw DifferentialError(text: "\(runs[index].description): \(error)")
      }
    }
    var values = 0
    for (run, result) in zip(runs, results) { values += take(run, result, seed) }
    summary.programs += 1
    print("seed \(seed): \(random.description): \(runs.count) runs, \(values) values")
  }

  /// Returns how many values were equal.
  private mutating func take(
    _ run: DifferentialRun, _ results: [VerificationResult], _ seed: UInt64
  ) -> Int {
    var values = 0
    for result in results {
      switch result.outcome {
      case .equal(let count): values += count
      case .skipped, .unsupported: print("SKIPPED \(result)")
      default: report("\(run.description): \(result.outcome)", seed)
      }
    }
    summary.runs += values > 0 ? 1 : 0
    summary.values += values
    return values
  }

  /// Prefill in random pieces gives what steps give.
  private mutating func compareSteps(of program: Program, seed: UInt64) throws {
    guard case .token(let vocabulary) = program.input else { return }
    var random = SeededRandom(seed: seed)
    let tokens = random.integers(30, in: 0...Int32(vocabulary - 1))
    let interpreter = try Interpreter(program)
    let (steps, pieces) = (try interpreter.makeSession(), try interpreter.makeSession())
    var rest = tokens[...]
    while !rest.isEmpty {
      let piece = rest.prefix(random.int(1...11))
      rest = rest.dropFirst(piece.count)
      for token in piece { try steps.step(token: token) }
      try pieces.prefill(.tokens(Array(piece)))
      if steps.readLogits() != pieces.readLogits() {
        return report("a prefill differs from steps at position \(tokens.count - rest.count)", seed)
      }
    }
  }

  private mutating func report(_ finding: String, _ seed: UInt64) {
    let text = "seed \(seed): \(finding); again with: make differential MODELS=1 SEED=\(seed)"
    print("DIFFERENCE \(text)")
    summary.findings.append(text)
  }
}

/// Why a run could not be made.
struct DifferentialError: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}
