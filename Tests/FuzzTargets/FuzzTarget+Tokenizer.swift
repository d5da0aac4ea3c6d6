import Foundation
import RuntimeC
import TestSupport
import Tokenizer

/// Tokenizers in Swift and in C.
enum TokenizerSeeds {
  private static let directory =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Vectors/tokenizer/"

  static let texts =
    [
      "", " a", "The caf\u{e9} or cafe\u{301},  twice\n\n", "<|endoftext|> 1234 \u{1f600}",
      "\u{ac00}\u{1161}",
    ].map { Array($0.utf8) } + [[0xff, 0xc3, 0x28, 0xe2, 0x82]]

  /// The bytes of a fixture of `Tests/Vectors/tokenizer`.
  static func file(_ name: String) throws -> [UInt8] { try readFile(directory + name + ".json") }

  static let tokenizers = ["neox", "strict"].compactMap {
    try? Tokenizer(contentsOf: directory + $0 + ".json")
  }

  /// A vocabulary of all bytes and a few merges: what a mutation can overlook.
  static let small: [UInt8] = {
    let letters = ["a", "b", "c", "ab", "abc", "\u{120}", "\u{120}a"]
    let vocabulary = letters.enumerated().map { "\"\($0.element)\":\($0.offset)" }
    let text = """
      {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":7,"content":"<end>",\
      "single_word":false,"lstrip":false,"rstrip":true,"normalized":false,"special":true}],\
      "normalizer":{"type":"NFC"},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":true,\
      "trim_offsets":true,"use_regex":true},"post_processor":null,"decoder":{"type":"ByteLevel"},\
      "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,\
      "end_of_word_suffix":null,"fuse_unk":false,"vocab":{\(vocabulary.joined(separator: ","))},\
      "merges":["a b",["ab","c"],"\u{120} a"]}}
      """
    return Array(text.utf8)
  }()

  /// Encodes and decodes in both languages.
  static func compare(_ tokenizer: Tokenizer, _ native: NativeTokenizer, _ text: [UInt8]) {
    let ids = tokenizer.encode(text)
    let result = native.encode(text)
    precondition(result.status == ADDER_TOKENIZER_OK, "there is room for every text")
    precondition(result.ids == ids, "both have the same ids")
    for room in [0, ids.count / 2] {
      let part = native.encode(text, room: room, words: text.count)
      precondition(ids.starts(with: part.ids), "what there is room for is the beginning")
    }
    stream(tokenizer, native, ids)
  }

  /// Decodes in both languages.
  static func stream(_ tokenizer: Tokenizer, _ native: NativeTokenizer, _ ids: [Int32]) {
    var decoder = StreamingDecoder(tokenizer)
    let pieces = ids.map { Array(decoder.push($0)) } + [Array(decoder.flush())]
    precondition(native.streamed(ids) == pieces, "both write the same text")
    for id in ids {
      precondition(native.bytes(of: id) == tokenizer.bytes(of: id), "both have the same bytes")
      precondition(native.isSpecial(id) == tokenizer.isSpecial(id), "both know special tokens")
    }
    _ = tokenizer.decode(ids)
  }
}

extension FuzzTarget {
  static let tokenizer = FuzzTarget(
    "tokenizer", covers: ["Sources/Tokenizer"],
    seeds: { [TokenizerSeeds.small, try TokenizerSeeds.file("strict")] }
  ) { bytes in
    try ScratchDirectory.withFile(bytes, "tokenizer.json") { path in
      let tokenizer = try Tokenizer(contentsOf: path)
      let native = NativeTokenizer(tokenizer)
      for text in TokenizerSeeds.texts { TokenizerSeeds.compare(tokenizer, native, text) }
      TokenizerSeeds.stream(tokenizer, native, [0, -1, .max, .min, Int32(tokenizer.vocabulary)])
    }
  }

  /// Texts, and ids by the second half of the first byte.
  static let tokenizerText = FuzzTarget(
    "tokenizer-text", covers: ["Sources/Tokenizer", "Runtime-C/tokenizer"],
    seeds: { TokenizerSeeds.texts.flatMap { text in (0..<4).map { [UInt8($0)] + text } } }
  ) { bytes in
    var reader = InputReader(bytes)
    let choice = reader.byte()
    let tokenizer = TokenizerSeeds.tokenizers[choice % TokenizerSeeds.tokenizers.count]
    let native = NativeTokenizer(tokenizer)
    if choice & 2 == 0 { return TokenizerSeeds.compare(tokenizer, native, reader.remainder()) }
    var ids: [Int32] = []
    while !reader.isAtEnd { ids.append(Int32(reader.integer(Int16.self))) }
    TokenizerSeeds.stream(tokenizer, native, ids)
  }
}
