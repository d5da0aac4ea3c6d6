import Calibration
import FloatReference
import Interpreter
import Model
import Program
import Testing

@testable import Quantization

/// A vocabulary that is large beside the width.
private let model = OutlierModel.language(classes: 50)
private let data = OutlierModel.data(for: model)

private func transformed(_ model: Model) -> Model {
  TieHead().run(model, Activations(model: model, measurements: Measurements()))
}

private func withUniformNorms() -> Model {
  var uniform = model
  for norm in model.norms {
    uniform.setNormWeight(
      of: norm.output, to: norm.weight.tensor.values.map { _ in 0.5 })
  }
  return uniform
}

@Test func theNormGivesItsWeightsToASquareMatrix() throws {
  let tied = transformed(model)
  try tied.validate()
  #expect(tied.readout.count == 3)
  #expect(tied.norms.last?.weight.tensor.isUniform == true)
  let expected = Array(try FloatReference(model).logits(of: data.sequences).joined())
  let found = Array(try FloatReference(tied).logits(of: data.sequences).joined())
  let range = (expected.max() ?? 0) - (expected.min() ?? 0)
  #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 * range })
}

@Test(arguments: [QuantizationOptions.Method.quarot, .mambaquant])
func headAndEmbeddingStayOneTable(method: QuantizationOptions.Method) throws {
  let program = try Quantizer.quantize(
    model: model, calibration: data, options: QuantizationOptions(method: method))
  #expect(program.verify().isEmpty)
  guard case .embed(let embed)? = program.body.first, case .linear(let head)? = program.head.last
  else {
    Issue.record("the program starts with an embedding and ends with a head")
    return
  }
  #expect(embed.weight == head.weight)
  #expect(program.head.map(\.kind) == ["linear", "add", "quantize", "linear"])
}

@Test func aTiedHeadIsAsAccurateAsOneOfItsOwn() throws {
  let expected = try FloatReference(model).logits(of: data.sequences)
  guard case .tokens(let sequences) = data.sequences else { return }
  func error(without parts: Set<QuantizationOptions.Part>) throws -> Double {
    let program = try Quantizer.quantize(
      model: model, calibration: data, options: QuantizationOptions(without: parts))
    let found = try Interpreter(program).logits(forAll: sequences.map { .tokens($0) })
    return zip(found.joined(), expected.joined()).reduce(0) { sum, logits in
      let error = Double(logits.0) * program.logitScale - Double(logits.1)
      return sum + error * error
    }
  }
  #expect(try error(without: []) < 1.5 * error(without: [.tieHead]))
}

@Test func headsThatNeedNoHelpStayAsTheyAre() {
  let small = OutlierModel.language(classes: 47)
  #expect(transformed(small) == small)

  let uniform = withUniformNorms()
  #expect(transformed(uniform) == uniform)

  var untied = model
  untied.changeOperations { operation in
    guard case .linear(var head) = operation else { return }
    head.weight.tensor.values[0] += 1
    operation = .linear(head)
  }
  #expect(transformed(untied) == untied)
}

@Test func aNormOfOneWeightKeepsItAndItsHead() throws {
  let program = try Quantizer.quantize(
    model: withUniformNorms(), calibration: data, options: QuantizationOptions())
  #expect(!program.constants.contains { $0.name == "lm_head_weight" })
}
