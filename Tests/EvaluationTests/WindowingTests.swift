import FloatReference
import Foundation
import Interpreter
import Model
import Program
import TestSupport
import Testing

@testable import Evaluation

@Test func windowsAdvanceByTheStride() throws {
  let windows = try Windowing(length: 4, stride: 2).windows(of: tokenData([10, 3]))
  #expect(
    windows == [
      Window(sequence: 0, positions: 0..<4, rows: 0..<3),
      Window(sequence: 0, positions: 2..<6, rows: 1..<3),
      Window(sequence: 0, positions: 4..<8, rows: 1..<3),
      Window(sequence: 0, positions: 6..<10, rows: 1..<4),
      Window(sequence: 1, positions: 0..<3, rows: 0..<3),
    ])
  let apart = try Windowing(length: 4, stride: 4).windows(of: tokenData([9]))
  #expect(
    apart == [
      Window(sequence: 0, positions: 0..<4, rows: 0..<3),
      Window(sequence: 0, positions: 4..<8, rows: 0..<3),
      Window(sequence: 0, positions: 8..<9, rows: 0..<1),
    ])
}

@Test func everyTokenIsPredictedOnceAfterEnoughContext() throws {
  for (count, length, stride) in [
    (1, 2, 1), (2, 2, 1), (100, 2, 1), (100, 16, 15), (100, 16, 1), (97, 10, 3), (50, 64, 8),
    (64, 64, 63), (65, 64, 64), (130, 64, 64),
  ] {
    var predicted: [Int] = []
    for window in try Windowing(length: length, stride: stride).windows(of: tokenData([count])) {
      for row in window.rows where row + 1 < window.positions.count {
        let token = window.positions.lowerBound + row + 1
        predicted.append(token)
        #expect(row + 1 >= min(token, length - stride))
      }
    }
    #expect(predicted == (1..<max(count, 1)).filter { stride < length || $0 % length != 0 })
  }
}

@Test func aWindowLongerThanTheSequencesChangesNothing() throws {
  let interpreter = try Interpreter(language)
  let reference = try FloatReference(TinyModels.language(vocabulary: 11))
  let data = tokenData([40, 1, 70, 2])
  let whole = try Evaluation.run(reference: reference, program: interpreter, data: data)
  let windowed = try Evaluation.run(
    reference: reference, program: interpreter, data: data,
    windowing: Windowing(length: 70, stride: 5))
  #expect(windowed.integerNLL == whole.integerNLL)
  #expect(windowed.floatNLL == whole.floatNLL)
  #expect(windowed.agreement == whole.agreement)
  #expect(windowed.kl == whole.kl)
  #expect(windowed.positionBins == whole.positionBins)
  #expect(windowed.positions == 113 && windowed.sequences == 4)
  #expect(whole.windows == nil)
}

/// The mean over all windows, each run on its own from its start.
@Test(arguments: [(200, 150, 90), (150, 80, 80), (131, 65, 64), (90, 12, 1)])
func windowsAreScoredFromAFreshState(count: Int, length: Int, stride: Int) throws {
  let interpreter = try Interpreter(language)
  let reference = try FloatReference(TinyModels.language(vocabulary: 11))
  let data = tokenData([count])
  guard case .tokens(let sequences) = data.sequences else { return }
  let tokens = sequences[0]
  var (integer, float, predicted) = (0.0, 0.0, 0)
  var (start, known) = (0, 0)
  while known < count {
    let window = Array(tokens[start..<min(start + length, count)])
    let integers = rows(try interpreter.logits(for: .tokens(window)), of: language)
    let floats = try reference.logits(tokens: window).map(Double.init)
    for position in 1..<max(window.count, 1) where start + position >= max(known, 1) {
      let target = Int(window[position])
      integer -= logProbabilities(integers[position - 1])[target]
      float -= logProbabilities(Array(floats[(position - 1) * 11..<position * 11]))[target]
      predicted += 1
    }
    known = start + window.count
    start += stride
  }
  let result = try Evaluation.run(
    reference: reference, program: interpreter, data: data,
    windowing: Windowing(length: length, stride: stride))
  #expect(result.windowTokens == predicted)
  #expect(result.windowLength == length && result.windowStride == stride)
  #expect(abs((result.integerNLL ?? 0) - integer / Double(predicted)) < 1e-9)
  #expect(abs((result.floatNLL ?? 0) - float / Double(predicted)) < 1e-9)
}

@Test func theLimitCountsWindows() throws {
  let data = tokenData([100, 100])
  let all = try Windowing(length: 40, stride: 20).windows(of: data)
  #expect(all.count == 8)
  for limit in [1, 4, 5, 8, 9] {
    let some = try Windowing(length: 40, stride: 20, limit: limit).windows(of: data)
    #expect(some == Array(all.prefix(limit)))
  }
  let result = try Evaluation.run(
    reference: nil, program: Interpreter(language), data: data,
    windowing: Windowing(length: 40, stride: 20, limit: 3))
  #expect(result.windows == 3 && result.sequences == 1 && result.windowTokens == 79)
}

@Test func windowsAsSequences() throws {
  let data = tokenData([50, 7])
  guard case .tokens(let tokens) = data.sequences else { return }
  let sequences = try Windowing(length: 30, stride: 20).sequences(of: data)
  #expect(
    sequences == [
      .tokens(Array(tokens[0][..<30])), .tokens(Array(tokens[0][20...])),
      .tokens(tokens[1]),
    ])
}

@Test func onlyTokensAreCut() throws {
  let error = EvaluationError.wrongInput(needed: "tokens", given: "frames of 5 features")
  #expect(throws: error) {
    try Windowing(length: 2, stride: 1).windows(of: frameData(1, labels: false))
  }
}

@Test func progressCountsPositionsAndEndsAtAll() throws {
  final class Seen: @unchecked Sendable {
    let lock = NSLock()
    var reports: [[Int]] = []
  }
  let seen = Seen()
  func run(_ program: Program, _ data: DataSet, _ windowing: Windowing?) throws -> [Int] {
    seen.reports = []
    _ = try Evaluation.run(
      reference: nil, program: Interpreter(program), data: data, windowing: windowing
    ) { done, all in seen.lock.withLock { seen.reports.append([done, all]) } }
    let done = seen.reports.map { $0[0] }
    #expect(done == done.sorted())
    return seen.reports.last ?? []
  }
  #expect(try run(language, tokenData([100, 300]), nil) == [400, 400])
  #expect(seen.reports.count > 4)
  let windowing = Windowing(length: 50, stride: 25)
  #expect(try run(language, tokenData([100]), windowing) == [150, 150])
  #expect(try run(classifier, frameData(4, labels: true), nil) == [10, 10])
}
