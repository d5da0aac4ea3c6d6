import Checkpoint
import FloatReference
import Foundation
import Model
import TensorFile
import TestSupport
import Testing

/// The folder of a trained model; nil, with a printed line, where it is absent or the build is
/// not optimised.
private func directory(_ name: String, test: String = #function) -> String? {
  #if DEBUG
    print("SKIPPED \(test): '\(name)' takes too long without optimisation")
    return nil
  #else
    return SharedModels.path(name, test: test)
  #endif
}

/// Largest difference to the reference logits, in units of their range.
private func relativeDifference(_ logits: [[Float]], _ expected: [Float]) -> Float {
  let logits = Array(logits.joined())
  guard logits.count == expected.count, let low = expected.min(), let high = expected.max()
  else { return .infinity }
  return zip(logits, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / (high - low)
}

@Test(arguments: [
  "lm-shakespeare", "lm-2m", "lm-2m-outliers", "family/mamba-odd", "family/falcon",
  "family/mamba2-groups1", "family/mamba2-groups2",
])
func languageModelsGiveTheReferenceLogits(name: String) throws {
  guard let directory = directory(name) else { return }
  let model = try Checkpoint.load(directory: directory)
  let file = try TensorFile(path: directory + "/reference.safetensors")
  let data = try DataFile.read(path: directory + "/reference.safetensors", for: model.input)
  let reference = try FloatReference(model)
  let difference = try relativeDifference(
    reference.logits(of: data.sequences), file.float32("logits"))
  print("\(name): largest difference to the reference is \(difference) of the range")
  #expect(difference < 1e-3)
  guard file.entry("greedy_prompt") != nil else { return }
  let expected = try file.int32("greedy_output")
  let generated = try reference.generate(
    after: file.int32("greedy_prompt"), count: expected.count)
  #expect(generated == expected)
}

@Test func keywordSpotterGivesTheReferenceLogits() throws {
  guard let directory = directory("keywords-10") else { return }
  let model = try Checkpoint.load(directory: directory)
  let data = try DataFile.read(path: directory + "/evaluation.safetensors", for: model.input)
  let logits = try FloatReference(model).logits(of: data.sequences)
  let expected = try TensorFile(path: directory + "/reference.safetensors").float32("logits")
  let difference = relativeDifference(logits, expected)
  print("keywords-10: largest difference to the reference is \(difference) of the range")
  #expect(difference < 1e-3)
  #expect(errors(logits, data.labels ?? []) == 0)
}

@Test func imageClassifierGivesTheReferenceLogits() throws {
  guard let directory = directory("vim-mnist") else { return }
  let model = try Checkpoint.load(directory: directory)
  let data = try DataFile.read(path: directory + "/evaluation.safetensors", for: model.input)
  let logits = try FloatReference(model).logits(of: data.sequences)
  let expected = try TensorFile(path: directory + "/reference.safetensors").float32("logits")
  let difference = relativeDifference(logits, expected)
  print("vim-mnist: largest difference to the reference is \(difference) of the range")
  #expect(difference < 1e-3)
  #expect(errors(logits, data.labels ?? []) == 32)
}

/// The vowels' files hold their sequences feature after feature, whatever their headers say.
@Test func vowelClassifierGivesTheReferenceLogits() throws {
  guard let directory = directory("vowels") else { return }
  let model = try Checkpoint.load(directory: directory)
  let data = try DataFile.read(
    path: directory + "/evaluation.safetensors", for: model.input, layout: .featureMajor)
  let logits = try FloatReference(model).logits(of: data.sequences)
  let expected = try TensorFile(path: directory + "/reference.safetensors").float32("logits")
  let difference = relativeDifference(logits, expected)
  print("vowels: largest difference to the reference is \(difference) of the range")
  #expect(difference < 1e-3)
  #expect(errors(logits, data.labels ?? []) == 7)
}

private func errors(_ logits: [[Float]], _ labels: [Int32]) -> Int {
  zip(logits, labels).count { row, label in
    row.indices.max { row[$0] < row[$1] } != Int(label)
  }
}

@Test(arguments: ["lm-shakespeare", "lm-2m", "lm-2m-outliers"])
func evaluationLossEqualsTheReference(name: String) throws {
  guard let directory = directory(name) else { return }
  let model = try Checkpoint.load(directory: directory)
  let data = try DataFile.read(path: directory + "/evaluation.safetensors", for: model.input)
  guard case .tokens(let sequences) = data.sequences else { return }
  let reference = try FloatReference(model)
  let classes = reference.classes
  let losses = try reference.map(data.sequences) { index, logits in
    let tokens = sequences[index]
    return (1..<tokens.count).reduce(0.0) { sum, position in
      let row = logits[(position - 1) * classes..<position * classes].map(Double.init)
      let largest = row.max() ?? 0
      let total = row.reduce(0) { $0 + exp($1 - largest) }
      return sum + largest + log(total) - row[Int(tokens[position])]
    }
  }
  let loss = losses.reduce(0, +) / Double(sequences.reduce(0) { $0 + $1.count - 1 })
  struct Figures: Decodable {
    struct Evaluation: Decodable { var nll: Double }
    var evaluation: Evaluation
  }
  let json = try Data(readFile(directory + "/reference.json"))
  let expected = try JSONDecoder().decode(Figures.self, from: json).evaluation.nll
  print("\(name): loss \(loss), reference \(expected)")
  #expect(abs(loss - expected) < 1e-4)
}
