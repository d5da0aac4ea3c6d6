import Program
import Testing

struct RawInputTests {
  private let token = ProgramInput.token(vocabulary: 300)
  private let frame = ProgramInput.frame(width: 3, scale: 0.5, limit: 1000)

  @Test func tokensAreLittleEndian() {
    #expect(
      RawInput.encode([.tokens([1, 258])], for: token)
        == [2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 0, 0])
  }

  @Test func framesAreLittleEndian() {
    #expect(
      RawInput.encode([.frames([1, -1, 256])], for: frame)
        == [1, 0, 0, 0, 1, 0, 255, 255, 0, 1])
  }

  @Test func decodeInvertsEncode() throws {
    let tokens: [IntegerSequence] = [.tokens([]), .tokens([0, 299]), .tokens([7])]
    #expect(try RawInput.decode(RawInput.encode(tokens, for: token), for: token) == tokens)
    let frames: [IntegerSequence] = [.frames([1, -1000, 1000, 4, 5, 6]), .frames([])]
    #expect(try RawInput.decode(RawInput.encode(frames, for: frame), for: frame) == frames)
  }

  @Test func everyTruncationIsAnError() {
    let bytes = RawInput.encode([.tokens([1, 2, 3])], for: token)
    for count in 1..<bytes.count {
      #expect(throws: ProgramError.self) {
        try RawInput.decode(Array(bytes.prefix(count)), for: token)
      }
    }
  }

  @Test func hostileCountDoesNotAllocate() {
    let error = #expect(throws: ProgramError.self) {
      try RawInput.decode([255, 255, 255, 255, 0], for: frame)
    }
    #expect(
      error?.description == """
        raw input: sequence 0 needs 25769803770 more bytes, 1 are left; \
        the file is truncated or belongs to another graph
        """)
  }

  @Test(arguments: [-1, 300]) func tokenOutsideTheVocabularyIsAnError(value: Int32) {
    let bytes = RawInput.encode([.tokens([]), .tokens([0, value])], for: token)
    let error = #expect(throws: ProgramError.self) {
      try RawInput.decode(bytes, for: token)
    }
    #expect(
      error?.description == """
        raw input: sequence 1, position 1: \(value) is outside 0...299; \
        the file belongs to another graph
        """)
  }

  @Test func featureBeyondTheLimitIsAnError() {
    let bytes = RawInput.encode([.frames([0, 0, -1001])], for: frame)
    #expect(throws: ProgramError.self) { try RawInput.decode(bytes, for: frame) }
  }
}
