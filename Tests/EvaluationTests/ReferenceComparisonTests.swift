import Evaluation
import FloatReference
import Foundation
import Interpreter
import Model
import Program
import Testing

/// KL(p || q) of log-probabilities.
private func divergence(_ p: [Double], _ q: [Double]) -> Double {
  zip(p, q).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) }
}

private func top(_ row: [Double]) -> Int { row.firstIndex(of: row.max() ?? 0) ?? 0 }

@Test func languageIsComparedAtEveryPosition() throws {
  let interpreter = try Interpreter(language)
  let reference = try FloatReference(TinyModels.language(vocabulary: 11))
  // Lengths on both sides of the chunks that are compared at a time.
  let data = tokenData([63, 64, 65, 130, 1])
  guard case .tokens(let sequences) = data.sequences else { return }
  var (agreeing, kl, nll, rowCount) = (0, 0.0, 0.0, 0)
  for tokens in sequences {
    let integers = rows(try interpreter.logits(for: .tokens(tokens)), of: language)
    let floats = try reference.logits(tokens: tokens).map { Double($0) }
    for (position, integer) in integers.enumerated() {
      let float = Array(floats[position * 11..<(position + 1) * 11])
      agreeing += top(integer) == top(float) ? 1 : 0
      kl += divergence(logProbabilities(float), logProbabilities(integer))
      if position + 1 < tokens.count {
        nll -= logProbabilities(float)[Int(tokens[position + 1])]
      }
      rowCount += 1
    }
  }
  let result = try Evaluation.run(reference: reference, program: interpreter, data: data)
  #expect(rowCount == 323)
  #expect(result.agreement == Double(agreeing) / 323)
  #expect(abs((result.kl ?? 0) - kl / 323) < 1e-9)
  #expect(abs((result.floatNLL ?? 0) - nll / 318) < 1e-9)
  #expect(abs((result.floatPerplexity ?? 0) - exp(nll / 318)) < 1e-6)
}

@Test func classifierIsComparedOncePerSequence() throws {
  let interpreter = try Interpreter(classifier)
  let reference = try FloatReference(TinyModels.classifier(features: 5, classes: 3))
  let data = frameData(17, labels: true)
  guard case .frames(let sequences, _) = data.sequences, let labels = data.labels else { return }
  let integers = try interpreter.logits(forAll: data.integerSequences(for: classifier.input))
  var (agreeing, kl, errors) = (0, 0.0, 0)
  for (index, frames) in sequences.enumerated() {
    let integer = rows(integers[index], of: classifier)[0]
    let float = try reference.logits(frames: frames).map { Double($0) }
    agreeing += top(integer) == top(float) ? 1 : 0
    errors += top(float) == Int(labels[index]) ? 0 : 1
    kl += divergence(logProbabilities(float), logProbabilities(integer))
  }
  let result = try Evaluation.run(reference: reference, program: interpreter, data: data)
  #expect(result.agreement == Double(agreeing) / 17)
  #expect(result.floatErrors == errors)
  #expect(result.floatAccuracy == Double(17 - errors) / 17)
  #expect(abs((result.kl ?? 0) - kl / 17) < 1e-9 * kl)
}

@Test func anotherModelIsRefused() throws {
  let reference = try FloatReference(TinyModels.language(vocabulary: 12))
  #expect(
    throws: EvaluationError.differentModels(
      reference: "tokens below 12 and 12 classes", program: "tokens below 11 and 11 classes")
  ) {
    try Evaluation.run(
      reference: reference, program: Interpreter(language), data: tokenData([3]))
  }
}
