import Emission
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing
import Verification

/// C that maps its tables equals the interpreter in every bit.
struct MappedWeightsTests {
  @Test(arguments: ["host", "aarch64-neon", "armv7-neon", "rv64gc"])
  func everyKindOfModelIsEqual(target: String) throws {
    for (program, threads) in [
      (TinyPrograms.language(seed: 71), 1), (TinyPrograms.classifier(seed: 72), 3),
      (TinyPrograms.image(seed: 73), 1), (TinyPrograms.language(seed: 74, shape: .fourBits), 2),
    ] {
      let options = VerificationOptions(
        targets: [try TargetDescription.find(target)], optimisations: ["O2"],
        tracePositions: 4, threads: threads, weights: .blob)
      let results = try VerifierFixture.verify(program, options)
      #expect(VerifierFixture.areAccepted(results), "\(results)")
    }
  }
}
