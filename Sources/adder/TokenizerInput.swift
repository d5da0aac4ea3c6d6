import Program
import Tokenizer

/// The tokenizer that a command line names.
enum TokenizerInput {
  /// Reads `path`; without one, plain bytes for a model of 256 tokens and nil for others.
  static func read(_ path: String?, for input: ProgramInput) throws -> Tokenizer? {
    if let path { return try Tokenizer(contentsOf: path) }
    if case .token(vocabulary: 256) = input { return .bytes }
    return nil
  }
}
