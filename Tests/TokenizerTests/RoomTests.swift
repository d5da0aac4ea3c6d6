import FuzzTargets
import RuntimeC
import TestSupport
import Testing
import Tokenizer

/// Long words, and memory that does not suffice.
@Suite struct RoomTests {
  @Test(arguments: ["a", "the ", "\n", "ab", "e\u{301}", "\u{301}\u{323}", "가", "ᄀ\u{1161}", "  "])
  func longTextsAreEncodedExactly(unit: String) throws {
    let text = Array(String(repeating: unit, count: 3000).utf8)
    for name in ["neox", "strict"] {
      let tokenizer = try TokenizerFixture.tokenizer(name)
      let ids = tokenizer.encode(text)
      let native = NativeTokenizer(tokenizer).encode(text)
      #expect(native.status == ADDER_TOKENIZER_OK && native.ids == ids, "\(name)")
    }
  }

  @Test func tooLittleRoomIsAStatusAndTheBeginning() throws {
    let tokenizer = try TokenizerFixture.tokenizer("neox")
    let native = NativeTokenizer(tokenizer)
    let text = Array("The quick brown fox, and caf\u{e9} or cafe\u{301}.".utf8)
    let ids = tokenizer.encode(text)
    for room in 0..<ids.count {
      let part = native.encode(text, room: room)
      #expect(part.status == ADDER_TOKENIZER_NO_ROOM_FOR_IDS)
      #expect(part.ids == Array(ids[..<room]))
    }
    #expect(native.encode(text, room: ids.count).status == ADDER_TOKENIZER_OK)
  }

  @Test func workMemoryIsNeededForTheLongestWordOnly() throws {
    let tokenizer = try TokenizerFixture.tokenizer("neox")
    let native = NativeTokenizer(tokenizer)
    let text = Array("some words of at most seven bytes, nothing else ".utf8)
    let long = Array(repeating: text, count: 40).flatMap { $0 }
    #expect(native.encode(long, words: 5 * 8).ids == tokenizer.encode(long))
    #expect(native.encode(long, words: 5 * 8 - 1).status == ADDER_TOKENIZER_NO_ROOM_TO_WORK)
    let decomposed = Array(String(repeating: "e\u{301} ", count: 40).utf8)
    for words in stride(from: 0, through: 400, by: 3) {
      let result = native.encode(decomposed, words: words)
      let isWhole = result.status == ADDER_TOKENIZER_OK
      #expect(isWhole ? result.ids == tokenizer.encode(decomposed) : words < 200, "\(words)")
    }
  }

  @Test func tokensAreKnownByIDAndByBytes() throws {
    let tokenizer = try TokenizerFixture.tokenizer("neox")
    let native = NativeTokenizer(tokenizer)
    let end = try #require(tokenizer.id(of: Array("<|endoftext|>".utf8)))
    #expect(end == 0 && tokenizer.isSpecial(end) && native.isSpecial(end))
    #expect(native.find(Array("<|endoftext|>".utf8)) == end)
    #expect(tokenizer.id(of: [UInt8](repeating: 1, count: 99)) == nil)
    #expect(native.find([UInt8](repeating: 1, count: 99)) == -1)
    #expect(!tokenizer.isSpecial(5) && !native.isSpecial(5) && !native.isSpecial(3000))
    for id: Int32 in [-1, Int32(tokenizer.vocabulary), .max, .min] {
      #expect(tokenizer.bytes(of: id).isEmpty && native.bytes(of: id).isEmpty)
    }
    #expect(tokenizer.vocabulary == 3023)
  }
}
