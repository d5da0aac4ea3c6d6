import Foundation

/// What a command prints as its result on standard output.
enum Report {
  static func print(_ text: String) {
    StandardOutput.write(Array(text.utf8))
  }

  /// Says on standard error what the user should know, although the command goes on.
  static func warn(_ text: String) {
    StandardOutput.tell("adder: warning: \(text)\n")
  }

  /// Prints `value` as JSON with sorted keys, so that the same result is the same text.
  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    StandardOutput.write(try encoder.encode(value) + Data("\n".utf8))
  }

  /// Prints rows of two columns, the second one aligned.
  static func printTable(_ rows: [(String, String)]) {
    let column = (rows.map(\.0.count).max() ?? 0) + 2
    for (name, value) in rows {
      print(name + String(repeating: " ", count: column - name.count) + value + "\n")
    }
  }
}
