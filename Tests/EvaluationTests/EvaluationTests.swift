import Evaluation
import Foundation
import Interpreter
import Model
import Program
import Testing

@Test func languageIsScoredOnTheNextToken() throws {
  let interpreter = try Interpreter(language)
  let data = tokenData([40, 1, 33, 0])
  guard case .tokens(let sequences) = data.sequences else { return }
  var (nll, correct, targets) = (0.0, 0, 0)
  for tokens in sequences {
    let rows = rows(try interpreter.logits(for: .tokens(tokens)), of: language)
    for (row, next) in zip(rows, tokens.dropFirst()) {
      nll -= logProbabilities(row)[Int(next)]
      correct += row.firstIndex(of: row.max() ?? 0) == Int(next) ? 1 : 0
      targets += 1
    }
  }
  let result = try Evaluation.run(reference: nil, program: interpreter, data: data)
  #expect(targets == 39 + 32)
  #expect(abs((result.integerNLL ?? 0) - nll / Double(targets)) < 1e-9)
  #expect(abs((result.integerPerplexity ?? 0) - exp(nll / Double(targets))) < 1e-6)
  #expect(result.integerAccuracy == Double(correct) / Double(targets))
  #expect(result.integerErrors == nil)
  #expect(result.positions == 74)
  #expect(result.sequences == 4)
  #expect(result.floatNLL == nil && result.agreement == nil && result.kl == nil)
}

@Test func classifierIsScoredOnItsLabels() throws {
  let interpreter = try Interpreter(classifier)
  let data = frameData(21, labels: true)
  let logits = try interpreter.logits(forAll: data.integerSequences(for: classifier.input))
  var (nll, correct) = (0.0, 0)
  for (logits, label) in zip(logits, data.labels ?? []) {
    let row = rows(logits, of: classifier)[0]
    nll -= logProbabilities(row)[Int(label)]
    correct += row.firstIndex(of: row.max() ?? 0) == Int(label) ? 1 : 0
  }
  let result = try Evaluation.run(reference: nil, program: interpreter, data: data)
  #expect(abs((result.integerNLL ?? 0) - nll / 21) < 1e-9)
  #expect(result.integerErrors == 21 - correct)
  #expect(result.integerAccuracy == Double(correct) / 21)
  #expect(result.integerPerplexity == nil)
}

@Test func figuresDoNotDependOnThreads() throws {
  let interpreter = try Interpreter(language)
  let data = tokenData(Array(1...40))
  let first = try Evaluation.run(reference: nil, program: interpreter, data: data)
  for _ in 0..<5 {
    #expect(try Evaluation.run(reference: nil, program: interpreter, data: data) == first)
  }
}

@Test func withoutLabelsThereAreNoScores() throws {
  let data = frameData(3, labels: false)
  let result = try Evaluation.run(
    reference: nil, program: Interpreter(classifier), data: data)
  #expect(try json(result) == #"{"positions":6,"sequences":3}"#)
}

@Test func jsonHasFlatSortedKeys() throws {
  let result = try Evaluation.run(
    reference: nil, program: Interpreter(language), data: tokenData([2]))
  let keys = try json(result).split(separator: "\"").filter { $0.first?.isLetter ?? false }
  #expect(
    keys == [
      "integer.accuracy", "integer.nll", "integer.perplexity", "positions", "sequences",
    ])
}

@Test func wrongLabelsAreRefused() throws {
  let interpreter = try Interpreter(classifier)
  var data = frameData(3, labels: true)
  data.labels = [0, 1]
  #expect(throws: EvaluationError.labelCount(labels: 2, sequences: 3)) {
    try Evaluation.run(reference: nil, program: interpreter, data: data)
  }
  data.labels = [0, 3, -1]
  #expect(throws: EvaluationError.labelOutOfRange(label: 3, sequence: 1, classes: 3)) {
    try Evaluation.run(reference: nil, program: interpreter, data: data)
  }
}

@Test func badTokensAreRefused() throws {
  let data = DataSet(sequences: .tokens([[1, 2], [3, 11]]), labels: nil, hash: "")
  let error = InterpreterError.tokenOutOfRange(token: 11, position: 1, vocabulary: 11)
  #expect(throws: EvaluationError.sequence(1, reason: error.description)) {
    try Evaluation.run(reference: nil, program: Interpreter(language), data: data)
  }
}

@Test func noSequencesAreRefused() throws {
  let data = DataSet(sequences: .tokens([]), labels: nil, hash: "")
  #expect(throws: EvaluationError.noSequences) {
    try Evaluation.run(reference: nil, program: Interpreter(language), data: data)
  }
}
