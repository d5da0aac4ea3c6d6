import Evaluation
import FloatReference
import Foundation
import Interpreter
import Model
import Program
import Testing

@Test func positionsFallIntoRangesThatDouble() throws {
  let result = try Evaluation.run(
    reference: nil, program: Interpreter(language), data: tokenData([65, 66, 300, 1, 0]))
  #expect(
    result.positionBins.map { [$0.first, $0.last, $0.targets] } == [
      [0, 63, 3 * 64], [64, 127, 1 + 64], [128, 255, 128], [256, 511, 43],
    ])
  #expect(result.positionBins.allSatisfy { $0.floatPerplexity == nil && $0.ratio == nil })
}

@Test func perplexityByPositionAddsUpToTheWhole() throws {
  let interpreter = try Interpreter(language)
  let reference = try FloatReference(TinyModels.language(vocabulary: 11))
  let result = try Evaluation.run(
    reference: reference, program: interpreter, data: tokenData([130, 200]))
  let targets = result.positionBins.reduce(0) { $0 + $1.targets }
  #expect(targets == 129 + 199)
  for (whole, parts) in [
    (result.floatNLL, result.positionBins.map(\.floatPerplexity)),
    (result.integerNLL, result.positionBins.map(\.integerPerplexity)),
  ] {
    let sum = zip(parts, result.positionBins).reduce(0) { sum, part in
      sum + log(part.0 ?? 0) * Double(part.1.targets)
    }
    let whole = try #require(whole)
    #expect(abs(sum / Double(targets) - whole) < 1e-9)
  }
  for bin in result.positionBins {
    let (integer, float) = (bin.integerPerplexity ?? 0, bin.floatPerplexity ?? 0)
    #expect(bin.ratio == integer / float)
  }
}

@Test func classifiersHaveNoPositions() throws {
  let result = try Evaluation.run(
    reference: nil, program: Interpreter(classifier), data: frameData(3, labels: true))
  #expect(result.positionBins.isEmpty)
}
