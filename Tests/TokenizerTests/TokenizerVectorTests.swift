import FuzzTargets
import RuntimeC
import TestSupport
import Testing
import Tokenizer

@Suite struct TokenizerVectorTests {
  @Test(arguments: ["neox", "strict"]) func givesTheIDsOfPython(name: String) throws {
    let tokenizer = try TokenizerFixture.tokenizer(name)
    let vectors = try TokenizerFixture.vectors(name)
    #expect(vectors.count >= 2000)
    let wrong = vectors.filter { tokenizer.encode($0.text) != $0.ids }
    if let first = wrong.first {
      Issue.record(
        """
        \(wrong.count) of \(vectors.count); \(first.text) \
        '\(String(decoding: first.text, as: UTF8.self))': \(tokenizer.encode(first.text)) \
        instead of \(first.ids)
        """)
    }
  }

  @Test(arguments: ["neox", "strict"]) func nativeTokenizerGivesTheSame(name: String) throws {
    let native = NativeTokenizer(try TokenizerFixture.tokenizer(name))
    let vectors = try TokenizerFixture.vectors(name)
    let wrong = vectors.filter { native.encode($0.text).ids != $0.ids }
    if let first = wrong.first {
      Issue.record(
        """
        \(wrong.count) of \(vectors.count); \(first.text) \
        '\(String(decoding: first.text, as: UTF8.self))': \(native.encode(first.text)) \
        instead of \(first.ids)
        """)
    }
  }
}
