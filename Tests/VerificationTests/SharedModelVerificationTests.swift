import Calibration
import Checkpoint
import Emission
import Foundation
import Interpreter
import Model
import Program
import Quantization
import TargetDescription
import TestSupport
import Testing
import Verification

/// Emitted C of trained models equals the interpreter in every bit.
@Suite(.serialized) struct SharedModelVerificationTests {
  /// Quantized as by default, with the first calibration sequences.
  private func program(_ directory: String) throws -> Program {
    let model = try Checkpoint.load(directory: directory)
    let data = try DataFile.read(
      path: directory + "/calibration.safetensors", for: model.input)
    return try Quantizer.quantize(
      model: model, calibration: data, options: QuantizationOptions())
  }

  /// One position, and random ones.
  private func inputs(for program: Program) -> [IntegerSequence] {
    var random = SeededRandom(seed: 41)
    return [1, 6].map { positions in
      switch program.input {
      case .token(let vocabulary):
        .tokens(random.integers(positions, in: 0...Int32(vocabulary - 1)))
      case .frame(let width, _, let limit):
        .frames(random.integers(positions * width, in: -Int16(limit)...Int16(limit)))
      case .image(let image):
        .image(random.integers(image.count, in: UInt8.min...UInt8.max))
      }
    }
  }

  @Test(arguments: [
    "lm-shakespeare", "lm-2m", "vowels", "keywords-10", "family/falcon", "family/mamba2-groups2",
  ])
  func everyTargetIsEqual(name: String) throws {
    guard let directory = SharedModels.path(name) else { return }
    let program = try program(directory)
    let results = try withTemporaryDirectory { work in
      try Verifier.verify(
        program, inputs: inputs(for: program),
        options: VerificationOptions(targets: try TargetDescription.list()),
        workDirectory: work)
    }
    #expect(VerifierFixture.areAccepted(results), "\(results)")
  }
}
