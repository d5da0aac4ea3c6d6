import Program
import TestSupport

/// Sequences with values and lengths at the ends of what a program takes.
enum RandomInputs {
  private enum Pattern: CaseIterable {
    case random, least, most, alternating, ends
  }

  /// - Parameter tile: Positions that the C takes at a time; there are sequences of one more and
  ///   of one less.
  static func make(
    for program: Program, tile: Int, _ random: inout SeededRandom
  ) -> [IntegerSequence] {
    var lengths = [1, tile - 1, tile, tile + 1, random.int(1...40)]
    lengths.shuffle(using: &random)
    var patterns = Pattern.allCases
    patterns.shuffle(using: &random)
    return zip(lengths, patterns).map { sequence(program.input, $0, $1, &random) }
  }

  private static func sequence(
    _ input: ProgramInput, _ positions: Int, _ pattern: Pattern, _ random: inout SeededRandom
  ) -> IntegerSequence {
    switch input {
    case .token(let vocabulary):
      .tokens(values(positions, pattern, 0...Int32(vocabulary - 1), &random))
    case .frame(let width, _, let limit):
      .frames(values(positions * width, pattern, -Int16(limit)...Int16(limit), &random))
    case .image(let image):
      .image(values(image.count, pattern, 0...UInt8.max, &random))
    }
  }

  private static func values<Value: FixedWidthInteger>(
    _ count: Int, _ pattern: Pattern, _ range: ClosedRange<Value>, _ random: inout SeededRandom
  ) -> [Value] {
    let (low, high) = (range.lowerBound, range.upperBound)
    return switch pattern {
    case .random: random.integers(count, in: range)
    case .least: Array(repeating: low, count: count)
    case .most: Array(repeating: high, count: count)
    case .alternating: (0..<count).map { $0 % 2 == 0 ? low : high }
    case .ends: (0..<count).map { _ in Bool.random(using: &random) ? low : high }
    }
  }
}
