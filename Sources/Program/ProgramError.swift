/// What can be wrong with data that is read for a program.
package enum ProgramError: Error, Hashable, Sendable {
  /// Raw input ends within sequence `sequence`; sizes in bytes.
  case rawInputTruncated(sequence: Int, needed: Int, available: Int)
  /// An image of another size.
  case rawImageSize(sequence: Int, bytes: Int, expected: Int)
  /// A token or a feature outside the range that the program was proved for.
  case rawInputOutOfRange(
    sequence: Int, position: Int, value: Int, range: ClosedRange<Int>)
}

extension ProgramError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .rawInputTruncated(let sequence, let needed, let available):
      """
      raw input: sequence \(sequence) needs \(needed) more bytes, \(available) are left; \
      the file is truncated or belongs to another graph
      """
    case .rawImageSize(let sequence, let bytes, let expected):
      """
      raw input: image \(sequence) has \(bytes) bytes, but the graph reads images of \
      \(expected); the file belongs to another graph
      """
    case .rawInputOutOfRange(let sequence, let position, let value, let range):
      """
      raw input: sequence \(sequence), position \(position): \(value) is outside \
      \(range.lowerBound)...\(range.upperBound); the file belongs to another graph
      """
    }
  }
}
