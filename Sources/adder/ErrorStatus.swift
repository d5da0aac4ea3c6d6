import Benchmark
import Checkpoint
import CommandSyntax
import Emission
import Foundation
import GraphFile
import Sampling
import StatisticsFile
import TargetDescription
import TensorFile
import Tokenizer
import Verification

extension ExitCode {
  /// The exit status that tells what kind of error ended a command.
  static func status(of error: any Error) -> Int32 {
    switch error {
    case is UsageError, is SamplingError: usage
    case GraphFileError.file(let error): status(of: error)
    case StatisticsFileError.file(let error): status(of: error)
    case CheckpointError.file(let error): status(of: error)
    case TokenizerError.file(let error): status(of: error)
    case CheckpointError.noDirectory, CheckpointError.unreadableDirectory: inputOutput
    case TargetError.unknown: usage
    case EmissionError.prefix, EmissionError.takenPrefix, EmissionError.threads,
      EmissionError.section, EmissionError.sectionOfBlob, EmissionError.alignment:
      usage
    case EmissionError.occupied, EmissionError.write: inputOutput
    case BenchmarkError.foreign: usage
    case BenchmarkError.feature, BenchmarkError.missing, BenchmarkError.failed,
      BenchmarkError.output:
      missingTool
    case BenchmarkError.emission(let error): status(of: error)
    case VerificationError.work: inputOutput
    case VerificationError.emission(let error): status(of: error)
    case CommandError.noEnd, CommandError.graphOption, CommandError.nothingToDump,
      CommandError.overwritesInput, CommandError.sameOutput:
      usage
    case CommandError.notFound: inputOutput
    case CommandError.compiledDiffers: mismatch
    case CommandError.compiledNotRun: missingTool
    case TensorFileError.cannotRead, TensorFileError.cannotWrite: inputOutput
    case is CocoaError: inputOutput
    default: badInput
    }
  }
}
