import Checkpoint
import FloatReference
import Interpreter
import Model
import Program
import Quantization
import TensorFile
import TestSupport
import Testing

/// Greedy text of integer programs beside that of an independent float implementation.
@Suite struct GreedyTextTests {
  /// Tokens from the start that must be equal, of 128.
  private static let bar = 48

  @Test(arguments: ["lm-2m", "lm-2m-outliers"])
  func integersWriteWhatTheFloatModelWrites(name: String) throws {
    guard let folder = SharedModels.path(name) else { return }
    let model = try Checkpoint.load(directory: folder)
    let calibration = try DataFile.read(
      path: folder + "/calibration.safetensors", for: model.input)
    let program = try Quantizer.quantize(
      model: model, calibration: calibration, options: QuantizationOptions())
    let file = try TensorFile(path: folder + "/reference.safetensors")
    let expected = try file.int32("greedy_output")
    let session = try Interpreter(program).makeSession()
    try session.prefill(.tokens(file.int32("greedy_prompt")))
    var equal = 0
    for token in expected {
      let logits = session.readLogits()
      guard let largest = logits.max(), logits.firstIndex(of: largest) == Int(token) else { break }
      equal += 1
      try session.step(token: token)
    }
    print("\(name): the first \(equal) of \(expected.count) greedy tokens are those of float")
    #expect(equal >= Self.bar)
  }
}
