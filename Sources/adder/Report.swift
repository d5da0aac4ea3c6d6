import Foundation

/// What a command prints as its result on standard output.
enum Report {
  static func print(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Says on standard error what the user should know, although the command goes on.
  static func warn(_ text: String) {
    FileHandle.standardError.write(Data("adder: warning: \(text)\n".utf8))
  }

  /// Prints `value` as JSON with sorted keys, so that the same result is the same text.
  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    FileHandle.standardOutput.write(try encoder.encode(value) + Data("\n".utf8))
  }

  /// Prints rows of two columns, the second one aligned.
  static func printTable(_ rows: [(String, String)]) {
    let column = (rows.map(\.0.count).max() ?? 0) + 2
    for (name, value) in rows {
      print(name + String(repeating: " ", count: column - name.count) + value + "\n")
    }
  }
}
