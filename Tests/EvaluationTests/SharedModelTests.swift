import Checkpoint
import Evaluation
import FloatReference
import Interpreter
import Model
import Quantization
import TestSupport
import Testing

/// The figures that the trained models must reach after quantization.
@Suite struct SharedModelTests {
  @Test func languageModelLosesAtMostOnePercentOfPerplexity() throws {
    guard let result = try evaluate("lm-2m") else { return }
    let float = try #require(result.floatPerplexity)
    let integer = try #require(result.integerPerplexity)
    // Figure of an independent implementation, `reference.json`.
    #expect(abs(float - 3.3996204465198163) < 1e-4)
    #expect(integer <= 1.01 * float)
  }

  @Test func vowelsMakeAtMostTwoMoreErrors() throws {
    guard let result = try evaluate("vowels") else { return }
    #expect(result.floatErrors == 7)
    #expect(try #require(result.integerErrors) <= 9)
  }

  @Test func keywordsAgree() throws {
    guard let result = try evaluate("keywords-10") else { return }
    #expect(try #require(result.agreement) >= 0.99)
  }

  @Test func fourBitsKeepPerplexity() throws {
    for (name, limit) in [("lm-2m", 1.01), ("lm-2m-outliers", 1.015)] {
      guard let result = try evaluate(name, .four) else { continue }
      let float = try #require(result.floatPerplexity)
      #expect(try #require(result.integerPerplexity) <= limit * float)
    }
  }

  @Test func fourBitsKeepClasses() throws {
    if let vowels = try evaluate("vowels", .four) {
      #expect(try #require(vowels.integerErrors) <= 10)
    }
    if let keywords = try evaluate("keywords-10", .four) {
      #expect(try #require(keywords.agreement) >= 0.98)
    }
  }

  /// Quantizes with the calibration file and evaluates on the evaluation file.
  private func evaluate(
    _ name: String, _ weightBits: QuantizationOptions.WeightBits = .eight
  ) throws -> EvaluationResult? {
    guard let folder = SharedModels.path(name, test: name) else { return nil }
    let model = try Checkpoint.load(directory: folder)
    let calibration = try data("\(folder)/calibration.safetensors", of: name, model)
    let program = try Quantizer.quantize(
      model: model, calibration: calibration,
      options: QuantizationOptions(weightBits: weightBits))
    let data = try data("\(folder)/evaluation.safetensors", of: name, model)
    let result = try Evaluation.run(
      reference: FloatReference(model), program: Interpreter(program), data: data)
    print("\(name): \(try json(result))")
    return result
  }

  /// The vowels' files hold their sequences feature after feature, whatever their headers say.
  private func data(_ path: String, of name: String, _ model: Model) throws -> DataSet {
    try DataFile.read(
      path: path, for: model.input, layout: name == "vowels" ? .featureMajor : .frameMajor)
  }
}
