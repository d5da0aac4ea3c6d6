import CommandSyntax
import Evaluation
import Program

/// `--window` and `--stride`: long token files cut into windows.
enum WindowOptions {
  static let window = Option(
    "window", "TOKENS", .integer(2...1_000_000_000),
    "cut sequences, or a whole text, into windows of so many tokens, each from a fresh state; "
      + "sequences stay as they are unless given")
  static let stride = Option(
    "stride", "TOKENS", .integer(1...1_000_000_000),
    "tokens from one window to the next, those of a window unless given; what the window "
      + "before had already is context and does not count again")

  /// Nil where the data stays as it is.
  ///
  /// - Parameter limit: Windows that are used, at most.
  /// - Throws: ``UsageError``.
  static func read(
    _ invocation: Invocation, for program: Program, limit: Int?
  ) throws(UsageError) -> Windowing? {
    let command = "adder \(invocation.command)"
    guard let length = invocation[window].flatMap({ Int($0) }) else {
      guard invocation[stride] == nil else {
        throw .inapplicable(
          command: command, option: stride.name, reason: "it needs --\(window.name), too")
      }
      return nil
    }
    guard case .token = program.input else {
      throw .inapplicable(
        command: command, option: window.name,
        reason: "the model is a classifier, which predicts no next token")
    }
    let step = invocation[stride].flatMap { Int($0) } ?? length
    guard step <= length else {
      throw .wrongValue(
        command: command, parameter: "--\(stride.name)", value: "\(step)",
        allowed: "1...\(length), for tokens between two windows would count in neither")
    }
    return Windowing(length: length, stride: step, limit: limit)
  }
}
