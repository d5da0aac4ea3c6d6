import Interpreter
import Program
import ProgramFixtures
import Testing

private let shapes = TestPrograms.shapes

/// [positions, classes] of a language model, read after every step.
private func stepped(_ program: Program, _ tokens: [Int32]) throws -> [Int32] {
  let session = try Interpreter(program).makeSession()
  return try tokens.flatMap { token in
    try session.step(token: token)
    return session.readLogits()
  }
}

@Test func prefillEqualsSteps() throws {
  for shape in shapes {
    let program = TinyPrograms.language(seed: 3, shape: shape)
    guard
      case .tokens(let tokens) = TestPrograms.sequence(
        for: program, positions: 70, seed: 3)
    else { continue }
    let whole = try Interpreter(program).logits(for: .tokens(tokens))
    #expect(try stepped(program, tokens) == whole)
  }
}

@Test(arguments: [[70], [1, 69], [31, 39], [32, 38], [33, 37], [64, 6], [5, 0, 1, 40, 24]])
func anySplitOfAPrefillGivesTheSameLogits(parts: [Int]) throws {
  for program in [TinyPrograms.language(seed: 4), TinyPrograms.classifier(seed: 4)] {
    let interpreter = try Interpreter(program)
    let session = try interpreter.makeSession()
    let sequence = TestPrograms.sequence(for: program, positions: 70, seed: 4)
    var position = 0
    for part in parts {
      try session.prefill(slice(sequence, position..<position + part, of: program))
      position += part
    }
    let logits = try interpreter.logits(for: sequence).suffix(interpreter.classes)
    #expect(session.readLogits() == Array(logits))
    #expect(session.readLogits() == Array(logits), "reading twice changes nothing")
  }
}

@Test func kernelsThatAreNotKeptGiveTheSameLogits() throws {
  for program in TestPrograms.all(seed: 8) {
    let sequence = TestPrograms.sequence(for: program, positions: 41, seed: 8)
    #expect(
      try Interpreter(sparing: program).logits(for: sequence)
        == Interpreter(program).logits(for: sequence))
  }
}

@Test func anyBlockSizeGivesTheSameLogits() throws {
  for program in TestPrograms.all(seed: 6) {
    let sequence = TestPrograms.sequence(for: program, positions: 41, seed: 6)
    let expected = try Interpreter(program, blockSize: 1).logits(for: sequence)
    for blockSize in [2, 3, 4, 5, 16, 40, 41, 64] {
      let actual = try Interpreter(program, blockSize: blockSize).logits(for: sequence)
      #expect(actual == expected, "block size \(blockSize)")
    }
  }
}

@Test func resetForgetsTheSequence() throws {
  for program in [TinyPrograms.language(seed: 7), TinyPrograms.classifier(seed: 7)] {
    let session = try Interpreter(program).makeSession()
    let sequence = TestPrograms.sequence(for: program, positions: 20, seed: 7)
    try session.prefill(sequence)
    let first = session.readLogits()
    try session.prefill(sequence)
    session.reset()
    try session.prefill(sequence)
    #expect(session.readLogits() == first)
  }
}

@Test func sessionsDoNotDisturbEachOther() throws {
  let program = TinyPrograms.language(seed: 8)
  let interpreter = try Interpreter(program)
  let sequences = (0..<2).map {
    TestPrograms.sequence(for: program, positions: 30, seed: UInt64($0))
  }
  let sessions = try sequences.map { _ in try interpreter.makeSession() }
  for position in 0..<30 {
    for (session, sequence) in zip(sessions, sequences) {
      try session.prefill(slice(sequence, position..<position + 1, of: program))
    }
  }
  for (session, sequence) in zip(sessions, sequences) {
    let expected = try interpreter.logits(for: sequence).suffix(interpreter.classes)
    #expect(session.readLogits() == Array(expected))
  }
}

@Test func parallelSequencesEqualSingleOnes() throws {
  for program in [TinyPrograms.language(seed: 9), TinyPrograms.classifier(seed: 9)] {
    let interpreter = try Interpreter(program)
    let sequences = (0..<25).map {
      TestPrograms.sequence(for: program, positions: $0, seed: UInt64($0))
    }
    let expected = try sequences.map { try interpreter.logits(for: $0) }
    #expect(try interpreter.logits(forAll: sequences) == expected)
    #expect(try interpreter.logits(forAll: sequences) == expected)
  }
}

@Test func emptySequences() throws {
  let language = try Interpreter(TinyPrograms.language(seed: 1))
  #expect(try language.logits(for: .tokens([])) == [])
  let classifier = try Interpreter(TinyPrograms.classifier(seed: 1))
  #expect(try classifier.logits(for: .frames([])).count == classifier.classes)
}

/// A mean in `body` reads its pool at every position, so that no block may run ahead of it.
@Test func meanAtEveryPositionEqualsMeanAtTheEnd() throws {
  var program = TinyPrograms.classifier(seed: 10)
  let sequence = TestPrograms.sequence(for: program, positions: 50, seed: 10)
  let expected = try Interpreter(program).logits(for: sequence)
  let mean = program.head.removeFirst()
  program.buffers[mean.outputs[0].index].role = .carried
  program.body.append(mean)
  #expect(try Interpreter(program).logits(for: sequence) == expected)
}

/// Positions of a sequence.
private func slice(
  _ sequence: IntegerSequence, _ range: Range<Int>, of program: Program
) -> IntegerSequence {
  switch (sequence, program.input) {
  case (.frames(let values), .frame(let width, _, _)):
    .frames(Array(values[range.lowerBound * width..<range.upperBound * width]))
  case (.frames, _), (.image, _): sequence
  case (.tokens(let tokens), _): .tokens(Array(tokens[range]))
  }
}
