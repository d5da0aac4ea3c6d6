import Checkpoint
import CommandSyntax
import Foundation
import Model
import Program
import Quantization
import TargetDescription
import TensorFile
import Verification

/// `adder targets --check`: the model that comes with Adder, compiled and run for each target.
enum TargetCheck {
  /// Bytes of the text that it is calibrated on: the check is of compilers and flags.
  private static let calibrationBytes = 64

  static func run(_ targets: [TargetDescription], _ invocation: Invocation) throws -> Int32 {
    let results = try WorkDirectory.during { work in
      let program = try quantized(in: work)
      let inputs = [BuiltInInput.selfTest(for: program.input)]
      // What cannot run is compiled all the same.
      let runnable = targets.filter { Verifier.obstacle(toRunning: $0) == nil }
      let others = targets.filter { Verifier.obstacle(toRunning: $0) != nil }
      return try ProgressLine.during("checking") { line in
        try [(runnable, true), (others, false)].flatMap { targets, runs in
          try Verifier.verify(
            program, inputs: inputs,
            options: VerificationOptions(targets: targets, optimisations: ["O2"], runs: runs),
            workDirectory: work, progress: { line.report($0, of: $1) })
        }
      }
    }
    let isNamed = !invocation.values(TargetsCommand.ids).isEmpty
    let isCI = ProcessInfo.processInfo.environment["CI"] == "true"
    let report = TargetReport(targets, results, needsAll: isNamed || isCI)
    if invocation[TargetsCommand.json] {
      try Report.printJSON(report)
    } else {
      Report.print(report.text)
    }
    report.warnings.forEach(Report.warn)
    return status(report)
  }

  /// The embedded model with weights of 8 bits, calibrated on the beginning of its text.
  private static func quantized(in work: String) throws -> Program {
    let directory = work + "/checkpoint"
    try OutputDirectory.create(directory)
    try DefaultCheckpoint.write(to: directory)
    let text = try Data(contentsOf: URL(fileURLWithPath: directory + "/calibration.txt"))
    let calibration = work + "/calibration.txt"
    try text.prefix(calibrationBytes).write(to: URL(fileURLWithPath: calibration))
    let model = try Checkpoint.load(directory: directory)
    let data = try DataFile.read(path: calibration, for: model.input, layout: .frameMajor)
    return try Quantizer.quantize(
      model: model, calibration: data, options: QuantizationOptions())
  }

  private static func status(_ report: TargetReport) -> Int32 {
    switch report.isSound {
    case true?: ExitCode.success
    case false?: ExitCode.mismatch
    case nil: ExitCode.missingTool
    }
  }
}
