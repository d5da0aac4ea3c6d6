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
