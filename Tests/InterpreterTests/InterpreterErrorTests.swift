import Interpreter
import Program
import ProgramFixtures
import Testing

private let language = TinyPrograms.language(seed: 1)
private let classifier = TinyPrograms.classifier(seed: 1)

@Test(
  arguments: [
    (-1, "token -1 at position 1 is not in 0..<11. Use the tokenizer of the checkpoint."),
    (11, "token 11 at position 1 is not in 0..<11. Use the tokenizer of the checkpoint."),
  ] as [(Int32, String)])
func tokenOutsideTheVocabularyIsRefused(token: Int32, message: String) throws {
  let interpreter = try Interpreter(language)
  let error = #expect(throws: InterpreterError.self) {
    try interpreter.logits(for: .tokens([0, token]))
  }
  #expect(error?.description == message)
}

@Test func refusedInputLeavesTheSessionAsItWas() throws {
  let session = try Interpreter(language).makeSession()
  try session.step(token: 3)
  let logits = session.readLogits()
  #expect(throws: InterpreterError.self) { try session.prefill(.tokens([1, 2, 99])) }
  #expect(session.readLogits() == logits)
}

@Test func incompleteFrameIsRefused() throws {
  let session = try Interpreter(classifier).makeSession()
  let error = #expect(throws: InterpreterError.self) {
    try session.prefill(.frames([1, 2, 3, 4, 5, 6]))
  }
  #expect(
    error?.description == "6 elements are no whole number of frames of 5 features. "
      + "Check the shape of the data.")
  #expect(throws: InterpreterError.wrongFrameWidth(count: 10, width: 5)) {
    try session.step(frame: Array(repeating: 0, count: 10))
  }
}

@Test func frameBeyondTheLimitIsRefused() throws {
  let interpreter = try Interpreter(classifier)
  let error = #expect(throws: InterpreterError.self) {
    try interpreter.logits(for: .frames([0, 0, 20000, -20000, 0, 0, -20001, 0, 0, 0]))
  }
  #expect(
    error?.description == "element -20001 of the frame at position 1 is not in "
      + "-20000...20000. Quantize the frames with the program's own scale and limit.")
}

@Test func wrongKindOfInputIsRefused() throws {
  #expect(throws: InterpreterError.expectsTokens(vocabulary: 11)) {
    try Interpreter(language).logits(for: .frames([1]))
  }
  #expect(throws: InterpreterError.expectsFrames(width: 5)) {
    try Interpreter(classifier).logits(for: .tokens([1]))
  }
}

@Test func errorOfTheFirstSequenceIsThrown() throws {
  let interpreter = try Interpreter(language)
  #expect(throws: InterpreterError.tokenOutOfRange(token: 50, position: 0, vocabulary: 11)) {
    try interpreter.logits(forAll: [.tokens([1]), .tokens([50]), .tokens([60])])
  }
}

@Test func programWithViolationsIsRefused() {
  var program = language
  program.logits = BufferID(program.buffers.count)
  #expect(throws: InterpreterError.self) { try Interpreter(program) }
}

@Test(
  arguments: [
    (
      .refused(program: "lm", violations: ["a", "b", "c", "d"]),
      "program lm is refused by the verifier (4 violations): a; b; c. "
        + "Quantize the checkpoint again."
    ),
    (
      .tooLarge(bytes: 1 << 40),
      "the program's buffers need 1099511627776 bytes, more than the interpreter allows "
        + "(4294967296). Check the buffer counts of the graph."
    ),
    (
      .expectsFrames(width: 12),
      "the program reads frames of 12 features, but the input holds something else. "
        + "Give a data file with `inputs`."
    ),
    (
      .expectsTokens(vocabulary: 256),
      "the program reads tokens below 256, but the input holds something else. "
        + "Give a data file with `input_ids`, or a text."
    ),
  ] as [(InterpreterError, String)])
func errorSaysWhatToDo(error: InterpreterError, message: String) {
  #expect(error.description == message)
}
