import Calibration
import Checkpoint
import FloatReference
import Model
import TestSupport
import Testing

@testable import Quantization

private let models = [
  "language": OutlierModel.language(),
  "falcon": OutlierModel.language(normEpsilon: 1e-6),
  "classifier": OutlierModel.classifier(residual: true),
  "block": OutlierModel.classifier(residual: false),
  "image": OutlierModel.image(),
]

private func mamba2() throws -> Model {
  try withTemporaryDirectory { directory in
    try Mamba2Fixture(biased: true) { $0.headChannels = 4 }.write(to: directory)
    return try Checkpoint.load(directory: directory)
  }
}

/// Largest difference of the logits, in units of their range.
private func difference(_ model: Model, _ expected: [[Float]], on data: DataSet) throws -> Float {
  let expected = Array(expected.joined())
  let found = Array(try FloatReference(model).logits(of: data.sequences).joined())
  let range = (expected.max() ?? 0) - (expected.min() ?? 0)
  return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / range
}

/// Every transform of every method keeps the logits; returns the names of the transforms.
private func expectExactness(of model: Model, calibration: DataSet, on data: DataSet) throws
  -> [String]
{
  let logits = try FloatReference(model).logits(of: data.sequences)
  var names: [String] = []
  for method in QuantizationOptions.Method.allCases {
    _ = try Quantizer.transform(
      model, calibration: calibration, options: QuantizationOptions(method: method),
      observer: { name, transformed in
        try transformed.validate()
        let difference = try difference(transformed, logits, on: data)
        #expect(difference < 1e-4, "\(method), \(name): \(difference)")
        names.append(name)
      })
  }
  return names
}

@Test(arguments: ["language", "falcon", "classifier", "block", "image"])
func everyTransformIsExactInFloat(name: String) throws {
  let model = try #require(models[name])
  let data = OutlierModel.data(for: model)
  let names = try expectExactness(of: model, calibration: data, on: data)
  #expect(
    names == [
      "smooth norms", "smooth gates",
      "tie the head", "fold norms", "rotate the residual stream", "rotate gated outputs",
      "tie the head", "fold norms", "smooth x", "smooth dt", "smooth gates", "rotate dt",
      "rotate the residual stream", "rotate gated outputs",
    ])
}

@Test func everyTransformOfMamba2IsExactInFloat() throws {
  let model = try mamba2()
  let data = OutlierModel.data(for: model)
  let names = try expectExactness(of: model, calibration: data, on: data)
  #expect(names.contains("rotate gated outputs") && names.contains("smooth gates"))
}

@Test(arguments: [
  "lm-shakespeare", "lm-2m", "lm-2m-outliers", "vowels", "keywords-10", "vim-mnist",
  "family/falcon", "family/mamba2-groups1", "family/mamba2-groups2",
])
func everyTransformOfARealModelIsExactInFloat(name: String) throws {
  #if DEBUG
    print("SKIPPED everyTransformOfARealModelIsExactInFloat: too long without optimisation")
  #else
    guard let directory = SharedModels.path(name) else { return }
    let model = try Checkpoint.load(directory: directory)
    var data = try DataFile.read(
      path: directory + "/calibration.safetensors", for: model.input)
    switch data.sequences {
    case .tokens(let all):
      data.sequences = .tokens(all.prefix(2).map { Array($0.prefix(128)) })
    case .frames(let all, let width):
      data.sequences = .frames(Array(all.prefix(8)), width: width)
    case .images(let all):
      data.sequences = .images(Array(all.prefix(8)))
    }
    _ = try expectExactness(of: model, calibration: data, on: data)
  #endif
}

@Test func foldedNormsHaveUnitWeights() throws {
  let model = try #require(models["language"])
  let folded = FoldNorm().run(model, nothing(of: model))
  #expect(folded.norms.count == 3)
  #expect(folded.norms.allSatisfy { $0.weight.tensor.values.allSatisfy { $0 == 1 } })
}

@Test func aNormWithAnotherReaderKeepsItsWeight() throws {
  var model = try #require(models["language"])
  let norm = try #require(model.norms.first)
  model.values.append(Value(name: "sum", width: 12))
  let sum = ValueID(model.values.count - 1)
  model.body.append(.add(Add(left: norm.output, right: norm.output, output: sum)))
  let folded = FoldNorm().run(model, nothing(of: model))
  #expect(folded.norms[0] == norm)
  #expect(ResidualStream(folded) == nil)
}

private func nothing(of model: Model) -> Activations {
  Activations(model: model, measurements: Measurements())
}

/// The property that the KLT is there for, seen by calibrating the transformed model.
@Test(arguments: ["language", "falcon", "classifier", "block", "image"])
func rotatedActivationsHaveEqualVariances(name: String) throws {
  let model = try #require(models[name])
  let data = OutlierModel.data(for: model)
  let transformed = try Quantizer.transform(
    model, calibration: data, options: QuantizationOptions(method: .mambaquant))
  let stream = try #require(ResidualStream(transformed))
  let sites =
    [stream.inputs.map { Site.value($0) }]
    + transformed.mixers.map {
      [Site.mixer(layer: $0.layer, .dtLow)]
    }
  for moment in try Calibrator.secondMoments(of: sites, in: transformed, on: data) {
    let moment = try #require(moment)
    let variances = (0..<moment.width).map { moment.matrix[$0 * moment.width + $0] }
    let largest = variances.max() ?? 0
    #expect(largest > 0)
    #expect((variances.min() ?? 0) > largest * 0.999, "\(variances)")
  }
}

@Test func smoothingFactorsBalanceActivationsAndWeights() {
  let factors = SmoothingFactors(activation: [1, 16, 0, 1], weight: [1, 1, 1, 16])
  #expect(abs(factors.values[1] / factors.values[0] - 4) < 1e-5)
  #expect(abs(factors.values[0] / factors.values[3] - 4) < 1e-5)
  #expect(factors.values.allSatisfy { $0 >= 0x1p-12 && $0 <= 0x1p12 })
  let silent = SmoothingFactors(activation: [0, 0], weight: [0, 0])
  #expect(silent.values == [1, 1])
}
