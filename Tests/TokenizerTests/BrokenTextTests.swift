import FuzzTargets
import RuntimeC
import TestSupport
import Testing
import Tokenizer

@Suite struct BrokenTextTests {
  /// Random bytes, and whole characters among them.
  static func texts(_ random: inout SeededRandom, count: Int) -> [[UInt8]] {
    let characters = ["a", " ", "  ", "'s", "é", "e\u{301}", "字", "😀", "\u{a0}", "<|endoftext|>"]
    return (0..<count).map { _ in
      (0..<random.int(0...24)).flatMap { _ -> [UInt8] in
        if random.int(0...2) > 0 { return Array(characters[random.int(0...9)].utf8) }
        return [UInt8(random.int(0...255))]
      }
    }
  }

  @Test(arguments: ["neox", "strict"]) func bothTokenizersGiveTheSame(name: String) throws {
    var random = SeededRandom()
    let tokenizer = try TokenizerFixture.tokenizer(name)
    let native = NativeTokenizer(tokenizer)
    for text in BrokenTextTests.texts(&random, count: 5000) {
      let ids = tokenizer.encode(text)
      let other = native.encode(text)
      #expect(other.status == ADDER_TOKENIZER_OK && other.ids == ids, "\(text)")
    }
  }

  @Test func decodingGivesTheBytesBackWhereNothingIsNormalized() throws {
    var random = SeededRandom()
    let tokenizer = try TokenizerFixture.plain()
    #expect(!tokenizer.normalizes && tokenizer.splits)
    let native = NativeTokenizer(tokenizer)
    for text in BrokenTextTests.texts(&random, count: 5000) {
      let ids = native.encode(text).ids
      #expect(ids == tokenizer.encode(text) && tokenizer.decode(ids) == text, "\(text)")
      #expect(ids.flatMap { native.bytes(of: $0) } == text, "\(text)")
    }
  }

  @Test func plainBytesAreTheirOwnIDs() {
    let text = (0...255).map { UInt8($0) }
    let ids = text.map { Int32($0) }
    let native = NativeTokenizer(.bytes)
    #expect(Tokenizer.bytes.encode(text) == ids)
    #expect(Tokenizer.bytes.decode(ids) == text)
    #expect(native.encode(text, words: 0).ids == ids)
    #expect(ids.flatMap { native.bytes(of: $0) } == text)
    #expect(TokenizerTables(.bytes).longest == 1)
  }

  @Test func streamedTextIsWhatPythonDecodes() throws {
    var random = SeededRandom()
    let tokenizer = try TokenizerFixture.plain()
    let native = NativeTokenizer(tokenizer)
    for text in BrokenTextTests.texts(&random, count: 3000) {
      // Bytes one by one, so that characters are cut everywhere.
      let ids =
        random.int(0...1) == 0
        ? tokenizer.encode(text)
        : text.compactMap {
          tokenizer.byteIDs[Int($0)]
        }
      var decoder = StreamingDecoder(tokenizer)
      var pieces = ids.map { decoder.push($0) }
      pieces.append(decoder.flush())
      #expect(pieces.flatMap { $0 } == Array(String(decoding: text, as: UTF8.self).utf8), "\(text)")
      #expect(pieces.allSatisfy { String(validating: $0, as: UTF8.self) != nil }, "\(text)")
      #expect(native.streamed(ids) == pieces, "\(text)")
    }
  }
}
