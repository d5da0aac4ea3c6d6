import Program
import ProgramFixtures
import TargetDescription
import Testing
import Verification

/// Emitted C equals the interpreter in every bit.
struct BitExactTests {
  @Test(arguments: ["host", "armv7-neon", "aarch64-neon", "rv64gc"])
  func defaultShapesAreEqual(target: String) throws {
    let targets = [try TargetDescription.find(target)]
    for program in [TinyPrograms.language(seed: 11), TinyPrograms.classifier(seed: 12)] {
      let options = VerificationOptions(
        targets: targets, tracePositions: target == "host" ? 4 : 0)
      let results = try VerifierFixture.verify(program, options)
      #expect(VerifierFixture.areAccepted(results), "\(results)")
      #expect(results.count == targets[0].compilers.count * (target == "host" ? 7 : 4))
    }
  }

  @Test func oddShapesAreEqual() throws {
    for shape in [TinyShape.smallest, .beyondVectors, .fourBits] {
      let programs = [
        TinyPrograms.language(seed: 13, shape: shape),
        TinyPrograms.classifier(seed: 14, shape: shape),
      ]
      for program in programs {
        let options = VerificationOptions(
          targets: try VerifierFixture.host(), optimisations: ["O2"], tracePositions: 3)
        let results = try VerifierFixture.verify(program, options)
        #expect(VerifierFixture.areAccepted(results), "\(results)")
      }
    }
  }

  @Test func sanitizersFindNothing() throws {
    for program in [TinyPrograms.language(seed: 15), TinyPrograms.classifier(seed: 16)] {
      let options = VerificationOptions(
        targets: try VerifierFixture.host(), optimisations: ["O1"], provesNoFloat: false,
        extraFlags: ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"])
      let results = try VerifierFixture.verify(program, options)
      #expect(VerifierFixture.areAccepted(results), "\(results)")
    }
  }
}
