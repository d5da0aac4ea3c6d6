import Evaluation
import Interpreter
import Model
import Program
import Testing

@Test func confusionCountsChoicesByTrueClass() throws {
  let interpreter = try Interpreter(classifier)
  let data = frameData(21, labels: true)
  let none = Array(repeating: 0, count: interpreter.classes)
  var expected = Array(repeating: none, count: interpreter.classes)
  let logits = try interpreter.logits(forAll: data.integerSequences(for: classifier.input))
  for (row, label) in zip(logits, data.labels ?? []) {
    expected[Int(label)][row.firstIndex(of: row.max() ?? 0) ?? 0] += 1
  }
  let result = try Evaluation.run(reference: nil, program: interpreter, data: data)
  #expect(result.confusion == expected)
  let wrong = expected.indices.reduce(21) { $0 - expected[$1][$1] }
  #expect(result.integerErrors == wrong)
}

@Test func withoutLabelsThereIsNoConfusion() throws {
  let result = try Evaluation.run(
    reference: nil, program: try Interpreter(classifier), data: frameData(3, labels: false))
  #expect(result.confusion == nil)
  let language = try Evaluation.run(
    reference: nil, program: try Interpreter(language), data: tokenData([5]))
  #expect(language.confusion == nil)
}
