import Emission
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing
import Verification

/// C that maps its tables equals the interpreter in every bit.
struct MappedWeightsTests {
  @Test func everyKindOfModelIsEqual() throws {
    for (program, threads) in [
      (TinyPrograms.language(seed: 71), 1), (TinyPrograms.classifier(seed: 72), 3),
      (TinyPrograms.image(seed: 73), 1), (TinyPrograms.language(seed: 74, shape: .fourBits), 2),
    ] {
      try expectEqual(program, targets: ["host"], threads: threads, provesNoFloat: true)
    }
  }

  @Test func everyInstructionSetIsEqual() throws {
    try expectEqual(
      TinyPrograms.language(seed: 75), targets: ["aarch64-neon", "armv7-neon", "rv64gc"],
      threads: 1, provesNoFloat: false)
  }

  private func expectEqual(
    _ program: Program, targets: [String], threads: Int, provesNoFloat: Bool
  ) throws {
    let options = VerificationOptions(
      targets: try targets.map(TargetDescription.find),
      optimisations: ["O2"], provesNoFloat: provesNoFloat, threads: threads, weights: .blob)
    let results = try VerifierFixture.verify(program, options)
    #expect(VerifierFixture.areAccepted(results), "\(results)")
  }
}
