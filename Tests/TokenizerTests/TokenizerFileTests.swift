import TensorFile
import TestSupport
import Testing
import Tokenizer

@Suite struct TokenizerFileTests {
  private static let tokens = "{\"a\":0,\"b\":1,\"ab\":2}"

  private func file(
    vocab: String = tokens, merges: String = "[\"a b\"]", model: String = "", added: String = "[]",
    normalizer: String = "null", preTokenizer: String = "{\"type\":\"ByteLevel\"}",
    rest: String = ""
  ) -> String {
    """
    {"added_tokens":\(added),"normalizer":\(normalizer),"pre_tokenizer":\(preTokenizer),\
    "model":{"type":"BPE"\(model),"vocab":\(vocab),"merges":\(merges)}\(rest)}
    """
  }

  /// The error without the path in front of it; nil where the file is sound.
  private func problem(_ text: String) throws -> String? {
    try withTemporaryDirectory { directory in
      let path = directory + "/tokenizer.json"
      try writeFile(text, to: path)
      return errorText { _ = try Tokenizer(contentsOf: path) }?
        .replacing(path, with: "F")
    }
  }

  @Test func mergesMayBeStringsOrPairs() throws {
    #expect(try problem(file()) == nil)
    #expect(try problem(file(merges: "[[\"a\",\"b\"]]")) == nil)
    for merges in ["[\"ab\"]", "[\"a b a\"]", "[[\"a\"]]", "[[\"a\",1]]", "[\"a \"]", "[7]"] {
      #expect(
        try problem(file(merges: merges))
          == "'F': model.merges[0] must be two tokens, as 'a b' or as [\"a\", \"b\"]")
    }
    #expect(
      try problem(file(merges: "[\"a b\",\"b a\"]"))
        == "'F': model.merges[1] names 'ba', which is not in model.vocab")
    #expect(
      try problem(file(merges: "[\"a b\",\"a b\"]"))
        == "'F': model.merges[1] merges 'a' and 'b' once more")
  }

  @Test func idsHaveNoHoles() throws {
    #expect(
      try problem(file(vocab: "{\"a\":0,\"b\":1,\"ab\":3}"))
        == "'F': token 'ab' has the id 3, but 3 tokens must have the ids 0...2")
    #expect(
      try problem(file(vocab: "{\"a\":0,\"b\":1,\"ab\":1}"))
        == "'F': the id 1 belongs to both 'b' and 'ab'")
    #expect(
      try problem(file(vocab: "{\"a\":-1,\"b\":1,\"ab\":2}"))
        == "'F': token 'a' has the id -1, but 3 tokens must have the ids 0...2")
    #expect(
      try problem(file(vocab: "{\"a\":0,\"b\":1,\" \":2}", merges: "[]"))
        == "'F': token ' ' is not written in the byte-level alphabet")
  }

  @Test func addedTokensFollowTheVocabulary() throws {
    #expect(try problem(file(added: "[{\"id\":3,\"content\":\"<x>\"}]")) == nil)
    #expect(try problem(file(added: "[{\"id\":2,\"content\":\"ab\"}]")) == nil)
    #expect(
      try problem(file(added: "[{\"id\":7,\"content\":\"<x>\"}]"))
        == """
        'F': the added token '<x>' has the id 7 where 3 is due; added tokens keep the id of \
        model.vocab or follow it in order
        """)
    #expect(
      try problem(file(added: "[{\"id\":3,\"content\":\"\"}]"))
        == "'F': the added token 3 has no content")
    #expect(
      try problem(file(added: "[{\"id\":2,\"content\":\"ab\"},{\"id\":2,\"content\":\"ab\"}]"))
        == "'F': the added tokens 2 and 2 have the same content")
    #expect(
      try problem(file(added: "[{\"id\":3,\"content\":\"<x>\",\"lstrip\":1}]"))
        == "'F' is no tokenizer.json: 'added_tokens.lstrip' must be true or false")
  }

  @Test func whatIsNotByteLevelBPEIsRefused() throws {
    let cases = [
      file(model: ",\"dropout\":0.5"): "'model.dropout' is 0.5",
      file(model: ",\"byte_fallback\":true"): "'model.byte_fallback' is true",
      file(model: ",\"ignore_merges\":true"): "'model.ignore_merges' is true",
      file(model: ",\"end_of_word_suffix\":\"x\""): "'model.end_of_word_suffix' is 'x'",
      file(normalizer: "{\"type\":\"NFKC\"}"): "'normalizer' is 'NFKC'",
      file(preTokenizer: "null"): "'pre_tokenizer' is null",
      file(preTokenizer: "{\"type\":\"Metaspace\"}"): "'pre_tokenizer' is 'Metaspace'",
      file(rest: ",\"decoder\":{\"type\":\"WordPiece\"}"): "'decoder' is 'WordPiece'",
      file(rest: ",\"decoder\":3"): "'decoder' is 3",
      file(rest: ",\"decoder\":{}"): "'decoder' is absent",
      file(normalizer: "\"NFC\""): "'normalizer' is 'NFC'",
    ]
    for (text, beginning) in cases {
      let problem = try problem(text) ?? "none"
      #expect(problem.hasPrefix("'F': \(beginning), which Adder does not support; it takes "))
    }
    #expect(
      try problem(file(model: ",\"unk_token\":\"a\""))
        == """
        'F': 254 bytes have no token, and model.unk_token is 'a'; only a vocabulary with all \
        bytes may name one
        """)
  }

  @Test func malformedFilesAreRefused() throws {
    #expect(try problem("[]") == "'F' is no tokenizer.json: 'the file' must be an object")
    #expect(try problem("{}") == "'F' is no tokenizer.json: 'model' must be an object")
    #expect(
      try problem(file(vocab: "[]"))
        == "'F' is no tokenizer.json: 'model.vocab' must be an object with at least one token")
    #expect(
      try problem(file(vocab: "{\"a\":\"x\"}"))
        == """
        'F' is no tokenizer.json: 'model.vocab' must be an object of integers, which 'a' has none of
        """)
    #expect(
      try problem(file(merges: "{}"))
        == "'F' is no tokenizer.json: 'model.merges' must be an array")
    #expect(
      errorText { _ = try Tokenizer(contentsOf: "/nowhere") }
        == "cannot read '/nowhere': No such file or directory")
    #expect(
      TokenizerError.tokenBytes(path: "F", bytes: 9, limit: 8).description
        == "'F': the tokens have 9 bytes together, the limit is 8")
    #expect(
      TokenizerError.tooLarge(path: "F", bytes: 9, limit: 8).description
        == "'F' is too large for a tokenizer: 9 bytes, the limit is 8")
  }

  @Test func cutAndDamagedFilesNeverTrap() throws {
    var random = SeededRandom()
    let text = Array(file(added: "[{\"id\":3,\"content\":\"<x>\"}]").utf8)
    try withTemporaryDirectory { directory in
      let path = directory + "/tokenizer.json"
      for _ in 0..<300 {
        var bytes = text
        if random.int(0...1) == 0 {
          bytes.removeLast(random.int(1...bytes.count))
        } else {
          bytes[random.int(0...bytes.count - 1)] = UInt8(random.int(0...255))
        }
        try writeFile(bytes, to: path)
        if let tokenizer = try? Tokenizer(contentsOf: path) {
          #expect(tokenizer.encode(bytes).allSatisfy { $0 < tokenizer.vocabulary })
        }
      }
    }
  }

  @Test func splitBeforeByteLevelIsTheSameAsItsOwnExpression() throws {
    let tokenizer = try TokenizerFixture.plain()
    let split = try TokenizerFixture.edited(
      "neox", [(TokenizerFixture.normalizer, "null"), (TokenizerFixture.byteLevel, Self.split)])
    for vector in try TokenizerFixture.vectors("neox").prefix(500) {
      #expect(split.encode(vector.text) == tokenizer.encode(vector.text))
    }
  }

  private static let split = #"""
    {"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":
    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"},
    "behavior":"Removed","invert":true},
    {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}
    """#
}
