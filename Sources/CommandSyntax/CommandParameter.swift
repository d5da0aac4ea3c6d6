/// What a value on the command line may be.
package enum ValueKind: Hashable, Sendable {
  case text
  /// A name that the command looks up; these are known, and completions offer them.
  case known([String])
  /// Path of a file that the command reads.
  case file
  /// Path of a directory that the command reads.
  case directory
  /// Path of a file that the command writes.
  case outputFile
  /// Path of a directory that the command writes.
  case outputDirectory
  /// One of the listed words.
  case choice([String])
  /// A decimal integer in the range.
  case integer(ClosedRange<Int>)

  /// What is allowed, in words, or nil if anything is.
  package var allowed: String? {
    switch self {
    case .text, .known, .file, .directory, .outputFile, .outputDirectory: nil
    case .choice(let words): words.joined(separator: ", ")
    case .integer(let range): "an integer in \(range.lowerBound)...\(range.upperBound)"
    }
  }

  /// Digits, as the emitted programs read them too, and before them at most a minus that changes
  /// something.
  private static func integer(_ text: String) -> Int? {
    guard let value = Int(text), text.utf8.first != UInt8(ascii: "+") else { return nil }
    return value >= 0 && text.utf8.first == UInt8(ascii: "-") ? nil : value
  }

  func accepts(_ value: String) -> Bool {
    switch self {
    case .text, .known: true
    case .file, .directory, .outputFile, .outputDirectory: !value.isEmpty
    case .choice(let words): words.contains(value)
    case .integer(let range): Self.integer(value).map(range.contains) ?? false
    }
  }
}

/// A value given by its place, such as `GRAPH`.
package struct Argument: Hashable, Sendable {
  /// Upper case, unique within the command.
  package var name: String
  package var kind: ValueKind
  package var summary: String
  /// True if one or more values are taken; the last argument of a command only.
  package var isRepeated: Bool
  /// True if it can be left out; the last argument of a command only.
  package var isOptional: Bool

  package init(
    _ name: String, _ kind: ValueKind, _ summary: String, isRepeated: Bool = false,
    isOptional: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.isRepeated = isRepeated
    self.isOptional = isOptional
  }

  /// As in usage lines: `FILE ...`, or `[FILE ...]` if it can be left out.
  var spelling: String {
    let word = isRepeated ? name + " ..." : name
    return isOptional ? "[\(word)]" : word
  }
}

/// A value given by name: `--output FILE` or `--output=FILE`.
package struct Option: Hashable, Sendable {
  package enum Arity: Hashable, Sendable {
    case required
    case optional
    /// Any number of times.
    case repeated
    /// Any number of times, each a list separated by commas.
    case list
  }

  /// Without the dashes.
  package var name: String
  /// Stands for the value in usage and help, upper case.
  package var placeholder: String
  package var kind: ValueKind
  package var arity: Arity
  package var summary: String

  package init(
    _ name: String, _ placeholder: String, _ kind: ValueKind, _ summary: String,
    _ arity: Arity = .optional
  ) {
    self.name = name
    self.placeholder = placeholder
    self.kind = kind
    self.arity = arity
    self.summary = summary
  }

  /// As in usage lines: `--output FILE`.
  var spelling: String { "--\(name) \(placeholder)" }
}

/// A switch: `--json`.
package struct Flag: Hashable, Sendable {
  /// Without the dashes.
  package var name: String
  package var summary: String

  package init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}
