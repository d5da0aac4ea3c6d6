import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Verification

/// Runs the verifier on tiny programs.
enum VerifierFixture {
  /// Sequences of 1, 7 and 0 positions, and one at the ends of the range.
  static func inputs(for program: Program, seed: UInt64) -> [IntegerSequence] {
    var random = SeededRandom(seed: seed)
    return [1, 7, 0, 12].map { positions in
      switch program.input {
      case .token(let vocabulary):
        return .tokens(random.integers(positions, in: 0...Int32(vocabulary - 1)))
      case .frame(let width, _, let limit):
        let limit = Int16(limit)
        if positions == 12 {
          return .frames((0..<12 * width).map { _ in Bool.random(using: &random) ? limit : -limit })
        }
        return .frames(random.integers(positions * width, in: -limit...limit))
      case .image(let image):
        return .image(random.integers(image.count, in: UInt8.min...UInt8.max))
      }
    }
  }

  static func verify(
    _ program: Program, _ options: VerificationOptions
  ) throws -> [VerificationResult] {
    try withTemporaryDirectory { directory in
      try Verifier.verify(
        program, inputs: inputs(for: program, seed: 1), options: options,
        workDirectory: directory)
    }
  }

  static func host() throws -> [TargetDescription] { [try TargetDescription.find("host")] }

  /// Prints skipped results; a missing tool is a failure where the environment has `CI=true`.
  static func areAccepted(_ results: [VerificationResult]) -> Bool {
    let isCI = ProcessInfo.processInfo.environment["CI"] == "true"
    for result in results where result.isSkipped { print("SKIPPED \(result)") }
    return results.allSatisfy { $0.isAcceptable && !(isCI && $0.lacksTool) }
  }
}
