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

  /// What somebody made up and sealed: values that the proof of the program does not cover.
  @Test func impossibleValuesAreRefused() throws {
    let program = SavedSessionTests.programs[1]
    let saved = try #require(SavedState(of: program))
    let session = try Interpreter(program).makeSession()
    let (first, _) = parts(for: program)
    try session.prefill(first)
    let bytes = try session.save(graphHash: nil)
    func offset(_ name: String) throws -> Int {
      let index = try #require(program.buffers.firstIndex { $0.name == name })
      return try #require(saved.offset(of: BufferID(index)))
    }
    func status(_ changes: [(offset: Int, value: Int32)]) -> InterpreterError? {
      var forged = bytes
      for change in changes {
        forged.replaceSubrange(change.offset..<change.offset + 4, with: littleEndian(change.value))
      }
      Seal(.state, length: forged.count, graphHash: nil).write(to: &forged)
      do throws(InterpreterError) {
        try session.restore(forged, graphHash: nil)
        _ = session.readLogits()
        return nil
      } catch {
        return error
      }
    }
    let (sum, count) = (try offset("pool_sum"), try offset("pool_count"))
    let position = SavedState.positionOffset + 4
    for value: Int32 in [-1, 65536, .max, .min] {
      #expect(status([(count, value)]) == .savedState(.impossible))
    }
    #expect(status([(count, 0), (sum, 1)]) == .savedState(.impossible))
    let pooled = try #require(program.proveRanges().pooled.values.first)
    #expect(
      status([(count, 3), (sum, Int32(3 * pooled.upperBound + 1))]) == .savedState(.impossible))
    #expect(
      status([(count, 3), (sum, Int32(3 * pooled.lowerBound - 1))]) == .savedState(.impossible))
    #expect(status([(position, 1 << 30)]) == .savedState(.impossible))
    #expect(try session.save(graphHash: nil) == bytes)
    let limits = SavedLimits(of: program, saved, proved: program.proveRanges())
    for (index, id) in saved.buffers.enumerated() where program[id].type == .int8 {
      guard limits.intervals[index].lowerBound > -128 else { continue }
      #expect(status([(saved.offsets[index], 0x80)]) == .savedState(.impossible))
    }
    #expect(status([(position, 1 << 30 - 1)]) == nil)
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
      (
        .impossible,
        "the saved state holds values that the program never has. Give what 'save' wrote."
      ),
    ]
    for (fault, text) in texts { #expect(InterpreterError.savedState(fault).description == text) }
  }
}
