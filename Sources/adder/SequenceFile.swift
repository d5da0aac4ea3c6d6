import Checkpoint
import Evaluation
import Model
import Program

/// A data file as the integer program reads it.
enum SequenceFile {
  static func read(_ path: String, for input: ProgramInput) throws -> [IntegerSequence] {
    let modelInput: ModelInput =
      switch input {
      case .token(let vocabulary): .token(vocabulary: vocabulary)
      // The value is the model's own affair; reading needs the width.
      case .frame(let width, _, _): .frame(width: width, value: ValueID(0))
      }
    return try DataFile.read(path: path, for: modelInput).integerSequences(for: input)
  }
}
