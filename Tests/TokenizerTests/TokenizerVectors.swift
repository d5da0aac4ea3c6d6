import Foundation
import TestSupport
import Tokenizer

/// What the Python package `tokenizers` makes of a string; written by `.ci/tokenizer-vectors`.
struct TokenizerVector {
  var text: [UInt8]
  var ids: [Int32]
}

/// The fixtures of `Tests/Vectors/tokenizer`.
enum TokenizerFixture {
  static let directory =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Vectors/tokenizer/"

  static func tokenizer(_ name: String) throws -> Tokenizer {
    try Tokenizer(contentsOf: directory + name + ".json")
  }

  /// As the file writes them.
  static let normalizer = "{\n\"type\":\"NFC\"\n}"
  static let byteLevel =
    "{\n\"type\":\"ByteLevel\",\n\"add_prefix_space\":false,\n\"trim_offsets\":true,\n\"use_regex\":true\n}"

  /// A fixture with texts in its file replaced, each of which is there once.
  static func edited(
    _ name: String, _ replacements: [(text: String, by: String)]
  ) throws -> Tokenizer {
    var file = String(decoding: try readFile(directory + name + ".json"), as: UTF8.self)
    for replacement in replacements {
      precondition(file.split(separator: replacement.text).count == 2, "not there once")
      file.replace(replacement.text, with: replacement.by)
    }
    return try withTemporaryDirectory { directory in
      try writeFile(file, to: directory + "/tokenizer.json")
      return try Tokenizer(contentsOf: directory + "/tokenizer.json")
    }
  }

  /// The tokenizer of GPT-NeoX's form without its normalizer.
  static func plain() throws -> Tokenizer { try edited("neox", [(normalizer, "null")]) }

  static func vectors(_ name: String) throws -> [TokenizerVector] {
    let bytes = try readFile(directory + name + ".bin")
    var position = 0
    func next() -> Int {
      defer { position += 2 }
      return Int(bytes[position]) | Int(bytes[position + 1]) << 8
    }
    var vectors: [TokenizerVector] = []
    while position < bytes.count {
      let count = next()
      let text = Array(bytes[position..<position + count])
      position += count
      vectors.append(TokenizerVector(text: text, ids: (0..<next()).map { _ in Int32(next()) }))
    }
    return vectors
  }
}
