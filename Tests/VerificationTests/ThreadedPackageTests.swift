import Program
import ProgramFixtures
import TargetDescription
import Testing
import Verification

/// C that shares its work among threads equals the interpreter in every bit.
struct ThreadedPackageTests {
  @Test(arguments: [1, 2, 3, 7])
  func everyNumberOfThreadsGivesTheSameBits(threads: Int) throws {
    for program in [
      TinyPrograms.language(seed: 41), TinyPrograms.classifier(seed: 42),
      TinyPrograms.image(seed: 45),
    ] {
      let options = VerificationOptions(
        targets: try VerifierFixture.host(), compilers: ["gcc"], optimisations: ["O2"],
        tracePositions: 4, threads: threads)
      let results = try VerifierFixture.verify(program, options)
      #expect(VerifierFixture.areAccepted(results), "\(results)")
    }
  }

  @Test(arguments: [TinyShape.beyondVectors, .fourBits])
  func oddShapesAreEqual(shape: TinyShape) throws {
    let options = VerificationOptions(
      targets: [try TargetDescription.find("aarch64-neon")], optimisations: ["O2"],
      provesNoFloat: false, threads: 3)
    let program = TinyPrograms.language(seed: 43, shape: shape)
    let results = try VerifierFixture.verify(program, options)
    #expect(VerifierFixture.areAccepted(results), "\(results)")
  }

  @Test func threadSanitizerFindsNothing() throws {
    let options = VerificationOptions(
      targets: try VerifierFixture.host(), compilers: ["gcc"], optimisations: ["O1"],
      provesNoFloat: false, threads: 3, extraFlags: ["-fsanitize=thread"])
    let results = try VerifierFixture.verify(TinyPrograms.language(seed: 44), options)
    #expect(VerifierFixture.areAccepted(results), "\(results)")
  }
}
