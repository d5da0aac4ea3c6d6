/// Sequences to calibrate on or to evaluate, read from a data file.
package struct DataSet: Hashable, Sendable {
  package var sequences: Sequences
  /// Class of each sequence, where the file gives them.
  package var labels: [Int32]?
  /// SHA-256 of the file, lower-case hex, for provenance.
  package var hash: String

  package init(sequences: Sequences, labels: [Int32]?, hash: String) {
    self.sequences = sequences
    self.labels = labels
    self.hash = hash
  }
}

/// The sequences of a data set, each one run from a reset state.
package enum Sequences: Hashable, Sendable {
  /// Tokens of each sequence.
  case tokens([[Int32]])
  /// Frames of each sequence: row-major [positions, width].
  case frames([[Float]], width: Int)
  /// Bytes of each image, in the order that the model states.
  case images([[UInt8]])

  /// Those of `parts` behind each other.
  /// - Precondition: There is at least one, and all are of one kind and width.
  package init(joining parts: [Sequences]) {
    self = parts[0]
    for part in parts.dropFirst() {
      switch (self, part) {
      case (.tokens(let first), .tokens(let second)):
        self = .tokens(first + second)
      case (.frames(let first, let width), .frames(let second, let other)) where width == other:
        self = .frames(first + second, width: width)
      case (.images(let first), .images(let second)):
        self = .images(first + second)
      default:
        preconditionFailure("sequences of one kind are joined")
      }
    }
  }

  /// Number of sequences.
  package var count: Int {
    switch self {
    case .tokens(let sequences): sequences.count
    case .frames(let sequences, _): sequences.count
    case .images(let images): images.count
    }
  }

  /// Number of positions in all sequences together; an image counts as one.
  package var positions: Int {
    switch self {
    case .tokens(let sequences): sequences.reduce(0) { $0 + $1.count }
    case .frames(let sequences, let width): sequences.reduce(0) { $0 + $1.count / width }
    case .images(let images): images.count
    }
  }
}
