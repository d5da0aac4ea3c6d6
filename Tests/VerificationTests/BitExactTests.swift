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
    let programs = [
      TinyPrograms.language(seed: 11), TinyPrograms.classifier(seed: 12),
      TinyPrograms.image(seed: 17), TinyPrograms.heads(seed: 20),
    ]
    for program in programs {
      let options = VerificationOptions(
        targets: targets, tracePositions: target == "host" ? 4 : 0)
      let results = try VerifierFixture.verify(program, options)
      #expect(VerifierFixture.areAccepted(results), "\(results)")
      #expect(results.count == targets[0].compilers.count * (target == "host" ? 7 : 4))
    }
  }

  @Test func oddShapesAreEqual() throws {
    for shape in [TinyShape.smallest, .beyondVectors, .fourBits, .mixerNorms] {
      let programs = [
        TinyPrograms.language(seed: 13, shape: shape),
        TinyPrograms.classifier(seed: 14, shape: shape),
        TinyPrograms.image(seed: 18, shape: shape, rows: shape == .smallest ? nil : [0, 6]),
      ]
      for program in programs {
        let options = VerificationOptions(
          targets: try VerifierFixture.host(), optimisations: ["O2"], tracePositions: 3)
        let results = try VerifierFixture.verify(program, options)
        #expect(VerifierFixture.areAccepted(results), "\(results)")
      }
    }
  }

  @Test func oddHeadsAreEqual() throws {
    for shape in HeadShape.all.dropFirst() {
      let options = VerificationOptions(
        targets: try VerifierFixture.host(), optimisations: ["O2"], tracePositions: 3)
      let results = try VerifierFixture.verify(
        TinyPrograms.heads(seed: 21, shape: shape), options)
      #expect(VerifierFixture.areAccepted(results), "\(results)")
    }
  }

  @Test func sanitizersFindNothing() throws {
    let programs = [
      TinyPrograms.language(seed: 15), TinyPrograms.classifier(seed: 16),
      TinyPrograms.image(seed: 19), TinyPrograms.heads(seed: 22),
    ]
    for program in programs {
      let options = VerificationOptions(
        targets: try VerifierFixture.host(), optimisations: ["O1"], provesNoFloat: false,
        extraFlags: ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"])
      let results = try VerifierFixture.verify(program, options)
      #expect(VerifierFixture.areAccepted(results), "\(results)")
    }
  }
}
