import CommandSyntax
import Model

/// `--sequences COUNT`: an analysis evaluates the data many times, and few sequences will do.
enum SequenceLimit {
  static let standard = 4
  static let option = Option(
    "sequences", "COUNT", .integer(1...1_000_000_000),
    "sequences of the data that are used, the first \(standard) unless given")

  static func apply(to data: DataSet, _ invocation: Invocation) -> DataSet {
    data.prefix(invocation[option].flatMap { Int($0) } ?? standard)
  }
}
