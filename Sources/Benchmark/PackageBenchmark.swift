import Emission
import Foundation
package import Program
import TargetDescription
import Toolchain

/// Emits and builds a package, and runs its programs that measure.
package enum PackageBenchmark {
  /// Of the package, whatever the program is called.
  private static let prefix = "model"

  /// Measures `program` on this machine.
  ///
  /// - Parameters:
  ///   - workDirectory: Exists; receives the package and what is built.
  ///   - progress: Called with what is about to happen.
  package static func run(
    _ program: Program, options: BenchmarkOptions, workDirectory: String,
    progress: (String) -> Void = { _ in }
  ) throws -> BenchmarkResult {
    let compiler = options.compiler ?? options.target.compilers[0]
    try check(options.target, tools: ["make", compiler])
    let directory = URL(fileURLWithPath: workDirectory).standardizedFileURL.path + "/package"
    do throws(EmissionError) {
      var emission = options.emission
      emission.prefix = prefix
      try PackageWriter.write(
        Emitter.emit(program, target: options.target, options: emission), to: directory)
    } catch {
      throw BenchmarkError.emission(error)
    }
    progress("building")
    var command = ["make", "-s", "CC=\(compiler)", "OPT=-\(options.optimisation)"]
    if let prefill = options.prefill {
      command.append("CFLAGS_EXTRA=-DADDER_POSITIONS=\(prefill)")
    }
    let programs = ["\(prefix)_bench", "\(prefix)_bench_steps"]
    _ = try output(of: command + programs, stage: "build", in: directory, options)
    var outputs: [String] = []
    for (name, stage) in zip(programs, ["measuring rates", "measuring steps"]) {
      progress(stage)
      let command = ["\(directory)/\(name)", "\(options.milliseconds)"]
      outputs.append(try output(of: command, stage: stage, in: directory, options))
    }
    return try BenchmarkResult(rates: outputs[0], steps: outputs[1])
  }

  /// Throws unless the target is this machine and the tools are there.
  private static func check(
    _ target: TargetDescription, tools: [String]
  ) throws(BenchmarkError) {
    if let runner = target.runner.first { throw .foreign(target: target.id, runner: runner) }
    if let feature = ProcessorFeatures.missing(of: target.features ?? []) {
      throw .feature(target: target.id, feature: feature)
    }
    for tool in tools where ExternalTool.find(tool) == nil {
      throw .missing(tool: tool, packages: target.compilers.contains(tool) ? target.packages : [])
    }
  }

  private static func output(
    of command: [String], stage: String, in directory: String, _ options: BenchmarkOptions
  ) throws(BenchmarkError) -> String {
    let result = ExternalTool.run(command, in: directory, timeout: options.timeout)
    guard result.succeeded else { throw .failed(stage: stage, message: result.summary) }
    return result.output
  }
}
