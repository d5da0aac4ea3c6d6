import Interpreter
import Program
import ProgramFixtures
import TestSupport
import Testing

/// Sessions that are saved in the middle and go on elsewhere.
struct SavedSessionTests {
  static let programs = [
    TinyPrograms.language(seed: 61), TinyPrograms.classifier(seed: 62),
    TinyPrograms.language(seed: 63, shape: .smallest),
    TinyPrograms.classifier(seed: 64, shape: .smallest),
  ]

  /// Two parts of a sequence.
  private func parts(for program: Program) -> (IntegerSequence, IntegerSequence) {
    var random = SeededRandom("saved session")
    switch program.input {
    case .frame(let width, _, let limit):
      let frames = random.integers(50 * width, in: -Int16(limit)...Int16(limit))
      return (.frames(Array(frames[..<(37 * width)])), .frames(Array(frames[(37 * width)...])))
    case .token(let vocabulary):
      let tokens = random.integers(50, in: 0...Int32(vocabulary - 1))
      return (.tokens(Array(tokens[..<37])), .tokens(Array(tokens[37...])))
    case .image: return (.tokens([]), .tokens([]))
    }
  }

  @Test(arguments: programs.indices)
  func restoredSessionsGoOnBitForBit(index: Int) throws {
    let program = SavedSessionTests.programs[index]
    let (first, second) = parts(for: program)
    let session = try Interpreter(program).makeSession()
    try session.prefill(first)
    #expect(session.position == 37)
    let logits = session.readLogits()
    let bytes = try session.save(graphHash: nil)
    let other = try Interpreter(program, blockSize: 3).makeSession()
    try other.prefill(second)
    try other.restore(bytes, graphHash: nil)
    #expect(other.position == 37)
    #expect(other.readLogits() == logits)
    #expect(try other.save(graphHash: nil) == bytes)
    try session.prefill(second)
    try other.prefill(second)
    #expect(session.readLogits() == other.readLogits())
    #expect(try session.save(graphHash: nil) == other.save(graphHash: nil))
  }

  @Test func damageAndOtherModelsAreRefused() throws {
    let program = SavedSessionTests.programs[0]
    let (first, _) = parts(for: program)
    let session = try Interpreter(program).makeSession()
    try session.prefill(first)
    let bytes = try session.save(graphHash: nil)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x10
      #expect(throws: InterpreterError.self) { try session.restore(changed, graphHash: nil) }
    }
    #expect(try session.save(graphHash: nil) == bytes)
    let hash = String(repeating: "ab", count: 32)
    let expected: [(InterpreterError, () throws -> Void)] = [
      (.savedState(.otherModel), { try session.restore(bytes, graphHash: hash) }),
      (.savedState(.truncated), { try session.restore(bytes.dropLast(), graphHash: nil) }),
      (.savedState(.foreign), { try session.restore(bytes.reversed(), graphHash: nil) }),
      (.savedState(.damaged), { try session.restore(bytes.dropLast() + [1], graphHash: nil) }),
    ]
    for (error, body) in expected { #expect(throws: error, performing: body) }
  }

  @Test func errorsSayWhatToDo() throws {
    let image = TinyPrograms.image(seed: 1)
    let session = try Interpreter(image).makeSession()
    let error = #expect(throws: InterpreterError.self) { try session.save(graphHash: nil) }
    #expect(
      error?.description
        == "program \(image.name) takes whole images, so no state can be saved or restored.")
    let texts: [(Seal.Fault, String)] = [
      (.truncated, "the saved state ends early. Save it again."),
      (.foreign, "the bytes are no saved state. Give what 'save' wrote."),
      (
        .otherVersion,
        "the saved state has another format. Save it again with this version of Adder."
      ),
      (
        .otherModel, "the saved state is of another model. Give the graph that it was saved with."
      ),
      (.damaged, "the saved state is damaged: its checksum is wrong. Save it again."),
    ]
    for (fault, text) in texts { #expect(InterpreterError.savedState(fault).description == text) }
  }
}
