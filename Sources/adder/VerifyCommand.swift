import CommandSyntax
import Emission
import Foundation
import Program
import TargetDescription
import Verification

/// `adder verify`: the emitted C against the interpreter.
enum VerifyCommand: Subcommand {
  static let target = Option(
    "target", "TARGET", .target, "machine to verify for, all of them unless given", .list)
  static let compiler = Option(
    "cc", "COMPILER", .compiler, "C compiler, those of the target unless given", .list)
  static let optimization = Option(
    "optimize", "LEVEL", .choice(["O0", "O1", "O2", "O3", "Os"]),
    "optimization, O0,O2,O3 unless given", .list)
  static let input = Option(
    "input", "FILE", .file, "data to run instead of the built-in sequences")
  static let threads = Option(
    "threads", "N", .integer(1...EmissionOptions.mostThreads),
    "share the work of the C among N threads, 1 unless given")
  static let timeout = Option(
    "timeout", "SECONDS", .integer(1...86_400),
    "stop a compiler or a program that takes longer, 1800 unless given")
  static let trace = Flag("trace", "compare every buffer of the first positions as well")
  static let checked = Flag(
    "checked", "assert the proved interval of every value, too, in a build with -DADDER_CHECKED")
  static let json = Flag("json", "print JSON")

  /// Positions whose buffers `--trace` compares.
  private static let tracePositions = 16

  static let description = Command(
    name: "verify",
    summary: "prove that the emitted C equals the interpreter in every bit",
    discussion: [
      """
      Emits the C for each target, compiles it with each compiler at each level, runs it (under \
      an emulator where the target says so) and compares all logits with those of the reference \
      interpreter. Where one differs, it names the first tensor, position and element. It also \
      shows that the C has no floating point, by a build in which there is none to use.
      """,
      """
      A target whose compiler or emulator is missing, or that this processor cannot run, is \
      skipped with a warning. Where the target or the compiler was named on the command line, that \
      is an error; so is a missing tool where CI=true is set.
      """,
    ],
    arguments: [GraphInput.argument],
    options: [
      target, compiler, optimization, input, SequenceFile.layout, TablePlacement.weights, threads,
      timeout,
    ],
    flags: [trace, checked, json],
    examples: [
      Example("adder verify shakespeare.graph", "all targets"),
      Example(
        "adder verify shakespeare.graph --target host --cc gcc,clang --optimize O0,O3",
        "this machine, two compilers"),
      Example(
        "adder verify shakespeare.graph --target host --optimize O2 --checked "
          + "--input shakespeare/held-out.txt",
        "every value of an evaluation in its interval"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let options = try options(of: invocation)
    let program = try GraphInput.read(invocation)
    let inputs =
      try invocation[input].map { try SequenceFile.sequences($0, for: program, invocation) }
      ?? BuiltInInput.sequences(for: program.input)
    let results = try WorkDirectory.during { work in
      try ProgressLine.during("verifying") { line in
        try Verifier.verify(program, inputs: inputs, options: options, workDirectory: work) {
          line.report($0, of: $1)
        }
      }
    }
    let report = VerificationReport(results)
    if invocation[json] {
      try Report.printJSON(report)
    } else {
      Report.print(report.text)
    }
    return status(of: report, invocation)
  }

  private static func options(of invocation: Invocation) throws -> VerificationOptions {
    let ids = invocation.values(target)
    var options = VerificationOptions(
      targets: try ids.isEmpty ? TargetDescription.list() : ids.map(TargetDescription.find),
      compilers: invocation.values(compiler))
    let levels = invocation.values(optimization)
    if !levels.isEmpty { options.optimisations = levels }
    options.threads = invocation[threads].flatMap(Int.init) ?? 1
    if let seconds = invocation[timeout].flatMap(Double.init) { options.timeout = seconds }
    options.weights = TablePlacement.weights(of: invocation)
    options.tracePositions = invocation[trace] ? tracePositions : 0
    options.checksRanges = invocation[checked]
    return options
  }

  private static func status(of report: VerificationReport, _ invocation: Invocation) -> Int32 {
    for warning in report.warnings {
      Report.warn(warning)
    }
    guard let isEqual = report.isEqual else { return ExitCode.missingTool }
    if !isEqual { return ExitCode.mismatch }
    let isNamed = !invocation.values(target).isEmpty || !invocation.values(compiler).isEmpty
    if isNamed, report.skipped > 0 { return ExitCode.missingTool }
    let isCI = ProcessInfo.processInfo.environment["CI"] == "true"
    return report.lackingTool > 0 && isCI ? ExitCode.missingTool : ExitCode.success
  }
}
