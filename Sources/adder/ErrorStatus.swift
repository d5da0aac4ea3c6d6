import Checkpoint
import CommandSyntax
import Foundation
import GraphFile
import TargetDescription
import TensorFile

extension ExitCode {
  /// The exit status that tells what kind of error ended a command.
  static func status(of error: any Error) -> Int32 {
    switch error {
    case is UsageError: usage
    case GraphFileError.file(let error): status(of: error)
    case CheckpointError.file(let error): status(of: error)
    case CheckpointError.noDirectory, CheckpointError.unreadableDirectory: inputOutput
    case TargetError.unknown: usage
    case CommandError.notFound: inputOutput
    case TensorFileError.cannotRead, TensorFileError.cannotWrite: inputOutput
    case is CocoaError: inputOutput
    default: badInput
    }
  }
}
