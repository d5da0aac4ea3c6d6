import CommandSyntax
import Model

/// `--sequences COUNT`: an analysis evaluates the data many times, and few sequences will do.
enum SequenceLimit {
  static let standard = 4
  static let option = Option(
    "sequences", "COUNT", .integer(1...1_000_000_000),
    "sequences of the data that are used, the first \(standard) unless given")

  static func apply(to data: DataSet, _ invocation: Invocation) -> DataSet {
    let count = invocation[option].flatMap { Int($0) } ?? standard
    var data = data
    switch data.sequences {
    case .tokens(let sequences): data.sequences = .tokens(Array(sequences.prefix(count)))
    case .frames(let sequences, let width):
      data.sequences = .frames(Array(sequences.prefix(count)), width: width)
    }
    data.labels = data.labels.map { Array($0.prefix(count)) }
    return data
  }
}
