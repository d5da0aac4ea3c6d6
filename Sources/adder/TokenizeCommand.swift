import CommandSyntax
import Foundation
import TensorFile
import Tokenizer

/// `adder tokenize`: text to ids and back.
enum TokenizeCommand: Subcommand {
  static let file = Argument("FILE", .file, "text, or with --decode ids in decimal")
  static let tokenizer = Option(
    "tokenizer", "FILE", .file, "a tokenizer.json; plain bytes unless given")
  static let decode = Flag("decode", "turn ids into the bytes that they stand for")
  static let json = Flag("json", "print JSON")

  static let description = Command(
    name: "tokenize",
    summary: "turn a text into token ids, or ids into text",
    discussion: [
      """
      Prints the ids of a text, with spaces between them: those that the emitted C gives, and \
      the Python package 'tokenizers' without template tokens. With --decode the file has ids, \
      with anything but digits between them, and their exact bytes are written.
      """
    ],
    arguments: [file], options: [tokenizer], flags: [decode, json],
    examples: [
      Example("adder tokenize prompt.txt --tokenizer tokenizer.json", "ids of a text"),
      Example("adder tokenize ids.txt --tokenizer tokenizer.json --decode", "and back"),
    ])

  /// What `--json` prints.
  private struct Summary: Encodable {
    var bytes: Int
    var ids: [Int32]
    var tokens: Int
    var vocabulary: Int
  }

  static func run(_ invocation: Invocation) throws -> Int32 {
    if invocation[decode], invocation[json] {
      throw UsageError.exclusive(
        command: "adder tokenize", first: decode.name, second: json.name)
    }
    let tokenizer = try invocation[tokenizer].map { try Tokenizer(contentsOf: $0) } ?? .bytes
    let path = invocation[file]
    let bytes = try MappedFile(path: path).withBytes { [UInt8]($0) }
    if invocation[decode] {
      let ids = try ids(in: bytes, path: path, vocabulary: tokenizer.vocabulary)
      StandardOutput.write(tokenizer.decode(ids))
      return ExitCode.success
    }
    let ids = tokenizer.encode(bytes)
    if invocation[json] {
      try Report.printJSON(
        Summary(
          bytes: bytes.count, ids: ids, tokens: ids.count, vocabulary: tokenizer.vocabulary))
    } else {
      Report.print(ids.map { String($0) }.joined(separator: " ") + "\n")
    }
    return ExitCode.success
  }

  /// The numbers in a text.
  private static func ids(in bytes: [UInt8], path: String, vocabulary: Int) throws -> [Int32] {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return try bytes.split { !digits.contains($0) }.map { run in
      let text = String(decoding: run, as: UTF8.self)
      guard let id = Int32(text), id < vocabulary else {
        throw CommandError.unknownToken(path: path, id: text, vocabulary: vocabulary)
      }
      return id
    }
  }
}
