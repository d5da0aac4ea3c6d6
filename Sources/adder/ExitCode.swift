import CommandSyntax

/// Exit statuses of the tool; those above 63 have the meanings of `sysexits.h`.
enum ExitCode {
  static let success: Int32 = 0
  /// The emitted C differs from the interpreter.
  static let mismatch: Int32 = 1
  static let usage: Int32 = 64
  static let badInput: Int32 = 65
  static let missingTool: Int32 = 69
  static let inputOutput: Int32 = 74

  static let descriptions = [
    ExitStatus(success, "success"),
    ExitStatus(
      mismatch, "verify, evaluate: the C does not build, or differs from the interpreter"),
    ExitStatus(usage, "the command line is wrong"),
    ExitStatus(badInput, "an input file is damaged, or does not suit the command"),
    ExitStatus(missingTool, "a compiler or an emulator is missing or does not work"),
    ExitStatus(inputOutput, "a file cannot be read or written"),
  ]
}
