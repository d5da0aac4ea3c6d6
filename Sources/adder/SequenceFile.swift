import Checkpoint
import CommandSyntax
import Evaluation
import Model
import Program

/// A data file of a command, as the float model or the integer program reads it.
enum SequenceFile {
  static let layout = Option(
    "layout", "LAYOUT", .choice(FrameLayout.allCases.map(\.rawValue)),
    "order of the numbers in a sequence of frames, '\(FrameLayout.frameMajor.rawValue)' "
      + "unless given; 'feature-major' whatever the shape in the header says")

  static func read(
    _ path: String, for input: ModelInput, _ invocation: Invocation
  ) throws -> DataSet {
    let layout = invocation[layout].flatMap(FrameLayout.init) ?? .frameMajor
    return try DataFile.read(path: path, for: input, layout: layout)
  }

  static func read(
    _ path: String, for input: ProgramInput, _ invocation: Invocation
  ) throws -> [IntegerSequence] {
    let modelInput: ModelInput =
      switch input {
      case .token(let vocabulary): .token(vocabulary: vocabulary)
      // The value is the model's own affair; reading needs the width.
      case .frame(let width, _, _): .frame(width: width, value: ValueID(0))
      }
    return try read(path, for: modelInput, invocation).integerSequences(for: input)
  }
}
