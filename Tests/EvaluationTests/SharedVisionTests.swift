import Checkpoint
import Evaluation
import FloatReference
import Interpreter
import Model
import Quantization
import TestSupport
import Testing

/// The figures that the trained Vision Mamba must reach after quantization, on the first images;
/// `.ci/accuracy` measures all of them.
@Suite struct SharedVisionTests {
  private static let images = 300

  @Test(arguments: [(QuantizationOptions.WeightBits.eight, 1), (.four, 3)])
  func imagesLoseFewClasses(weightBits: QuantizationOptions.WeightBits, loss: Int) throws {
    #if DEBUG
      print("SKIPPED imagesLoseFewClasses: too long without optimisation")
    #else
      guard let folder = SharedModels.path("vim-mnist") else { return }
      let model = try Checkpoint.load(directory: folder)
      let calibration = try DataFile.read(
        path: folder + "/calibration.safetensors", for: model.input)
      let program = try Quantizer.quantize(
        model: model, calibration: calibration,
        options: QuantizationOptions(weightBits: weightBits))
      let data = try DataFile.read(path: folder + "/evaluation.safetensors", for: model.input)
        .prefix(Self.images)
      let result = try Evaluation.run(
        reference: FloatReference(model), program: Interpreter(program), data: data)
      print("vim-mnist, weights of \(weightBits) bits: \(try json(result))")
      let float = try #require(result.floatErrors)
      #expect(try #require(result.integerErrors) <= float + loss)
      #expect(try #require(result.agreement) >= 0.985)
    #endif
  }
}
