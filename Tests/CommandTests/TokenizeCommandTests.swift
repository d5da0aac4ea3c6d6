import Foundation
import TestSupport
import Testing

@Suite struct TokenizeCommandTests {
  private static let fixture =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Vectors/tokenizer/neox.json"

  @Test func textGoesToIDsAndBack() throws {
    try withTemporaryDirectory { directory in
      let text = Array("Caf\u{e9}s    are open; \"we'll\" see.\n".utf8) + [0xff]
      try writeFile(text, to: directory + "/text")
      let ids = try AdderProcess("tokenize", directory + "/text", "--tokenizer", Self.fixture)
      #expect(ids.status == 0)
      try writeFile(ids.output, to: directory + "/ids")
      let back = try AdderProcess(
        "tokenize", directory + "/ids", "--tokenizer", Self.fixture, "--decode")
      #expect(back.status == 0 && back.output == text)
      let json = try AdderProcess(
        "tokenize", directory + "/text", "--tokenizer", Self.fixture, "--json")
      #expect(json.text.contains("\"bytes\" : \(text.count)"))
      #expect(json.text.contains("\"vocabulary\" : 3023"))
    }
  }

  @Test func withoutATokenizerIDsAreBytes() throws {
    try withTemporaryDirectory { directory in
      try writeFile("Hi\n", to: directory + "/text")
      #expect(try AdderProcess("tokenize", directory + "/text").text == "72 105 10\n")
      try writeFile("256", to: directory + "/ids")
      let decoded = try AdderProcess("tokenize", directory + "/ids", "--decode")
      #expect(decoded.status == 65)
      #expect(decoded.errors.hasSuffix("ids': 256 is no token; the tokenizer has 0...255\n"))
    }
  }

  @Test func aPackageOfBytesHasTheirTokenizer() throws {
    try Shakespeare.with { model in
      let output = model.directory + "/c"
      let adder = try AdderProcess("generate", model.graph, "--target", "host", "--output", output)
      #expect(adder.status == 0, "\(adder.errors)")
      let header = String(
        decoding: try readFile(output + "/shakespeare_tokenizer.h"), as: UTF8.self)
      #expect(header.contains("#define SHAKESPEARE_TOKENIZER_VOCABULARY 256\n"))
      let other = try AdderProcess(
        "generate", model.graph, "--target", "host", "--output", output,
        "--tokenizer", Self.fixture)
      #expect(other.status == 65)
      #expect(other.errors.contains("the tokenizer has 3023 tokens and the model 256;"))
    }
  }
}
