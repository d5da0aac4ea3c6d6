/// A parser that takes bytes from outside, and inputs to begin with.
///
/// To feed it anything may end in an error or in a success, never in a trap, a hang or more memory
/// than the file justifies; what it accepts is used, and two implementations of the same thing
/// must agree on it.
package struct FuzzTarget: Sendable {
  /// Lower case, of the files' folder.
  package let name: String
  /// The modules whose lines the target is there to cover, as folders of the repository.
  package let covers: [String]
  /// Feeds one input.
  package let run: @Sendable ([UInt8]) -> Void
  /// Small inputs, most of them valid.
  package let seeds: @Sendable () throws -> [[UInt8]]

  package init(
    _ name: String, covers: [String], seeds: @escaping @Sendable () throws -> [[UInt8]],
    run: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.covers = covers
    self.seeds = seeds
    self.run = { bytes in
      do {
        try run(bytes)
      } catch {
        // The prose must be as safe as the parser.
        precondition(!"\(error)".isEmpty, "an error says what is wrong")
      }
    }
  }

  /// Every target, by name.
  package static let all: [FuzzTarget] = [
    .checkpoint, .commandLine, .config, .data, .graph, .json, .rawInput, .safetensors, .sampler,
    .savedState, .shardIndex, .statistics, .targetDescription, .tokenizer, .tokenizerText,
  ]

  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// Reads an input from the front: numbers that choose, then whatever is left.
struct InputReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// The next byte, 0 at the end.
  mutating func byte() -> Int { Int(rest.popFirst() ?? 0) }

  /// The next `Value.bitWidth / 8` bytes, least significant first; zeros stand for what is absent.
  mutating func integer<Value: FixedWidthInteger>(_: Value.Type = Value.self) -> Value {
    (0..<Value.bitWidth / 8).reduce(0) { $0 | Value(truncatingIfNeeded: byte()) << (8 * $1) }
  }

  /// What is left.
  mutating func remainder() -> [UInt8] {
    defer { rest = [] }
    return Array(rest)
  }

  var isAtEnd: Bool { rest.isEmpty }
}
