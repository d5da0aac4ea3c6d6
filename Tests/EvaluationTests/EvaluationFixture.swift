import Evaluation
import Foundation
import Interpreter
import Model
import Program
import ProgramFixtures
import TestSupport

let language = TinyPrograms.language(seed: 1)
let classifier = TinyPrograms.classifier(seed: 1)

/// Log-probabilities of a row, each from its distances to all others.
func logProbabilities(_ row: [Double]) -> [Double] {
  row.map { own in
    let largest = (row.max() ?? 0) - own
    return -largest - log(row.reduce(0) { $0 + exp($1 - own - largest) })
  }
}

func rows(_ logits: [Int32], of program: Program) -> [[Double]] {
  let classes = program[program.logits].count
  return stride(from: 0, to: logits.count, by: classes).map { first in
    logits[first..<first + classes].map { Double($0) * program.logitScale }
  }
}

func tokenData(_ lengths: [Int]) -> DataSet {
  var random = SeededRandom(seed: 3)
  let sequences = lengths.map { random.integers($0, in: 0...Int32(10)) }
  return DataSet(sequences: .tokens(sequences), labels: nil, hash: "")
}

func frameData(_ count: Int, labels: Bool) -> DataSet {
  var random = SeededRandom(seed: 4)
  let sequences = (0..<count).map { random.floats(5 * (1 + $0 % 4), in: -900...900) }
  let classes = random.integers(count, in: 0...Int32(2))
  return DataSet(
    sequences: .frames(sequences, width: 5), labels: labels ? classes : nil, hash: "")
}

func json(_ result: EvaluationResult) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  return String(decoding: try encoder.encode(result), as: UTF8.self)
}
