import FloatReference
import Model
import Program

/// A part of a sequence that is evaluated from a fresh state.
struct Window: Hashable {
  /// Index of the sequence.
  var sequence: Int
  /// Of the sequence; an image counts as one.
  var positions: Range<Int>
  /// Positions of the window whose logits count: those that predict a token that counts, and the
  /// last of the sequence. Positions before them are context. A classifier has logits for all of
  /// its sequence at once.
  var rows: Range<Int>

  /// A window for each whole sequence.
  static func all(of sequences: Sequences) -> [Window] {
    let counts =
      switch sequences {
      case .tokens(let sequences): sequences.map(\.count)
      case .frames(let sequences, let width): sequences.map { $0.count / width }
      case .images(let images): images.map { _ in 1 }
      }
    return counts.enumerated().map {
      Window(sequence: $0.offset, positions: 0..<$0.element, rows: 0..<$0.element)
    }
  }
}

extension IntegerSequence {
  /// The tokens of a window; frames and images whole.
  func part(_ window: Window) -> IntegerSequence {
    if case .tokens(let tokens) = self { .tokens(Array(tokens[window.positions])) } else { self }
  }
}

extension FloatSequence {
  /// The tokens of a window; frames and images whole.
  func part(_ window: Window) -> FloatSequence {
    if case .tokens(let tokens) = self { .tokens(Array(tokens[window.positions])) } else { self }
  }
}
