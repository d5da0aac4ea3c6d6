import Emission
import Foundation
import Interpreter
package import Program
package import TargetDescription
import Toolchain

/// Emits, compiles and runs a program, and compares what comes out with the interpreter.
package enum Verifier {
  /// Called as results arrive, on any thread but never twice at once.
  package typealias Progress =
    @Sendable (_ finished: Int, _ total: Int) -> Void

  /// Verifies `program` for every target, compiler and optimisation of `options`.
  ///
  /// - Parameters:
  ///   - inputs: Sequences that suit the program, at least one of them not empty.
  ///   - workDirectory: Exists; receives packages and programs, which stay there.
  /// - Returns: The results in the order of the options, whatever order they came in.
  /// - Throws: ``VerificationError``.
  package static func verify(
    _ program: Program, inputs: [IntegerSequence], options: VerificationOptions,
    workDirectory: String, progress: Progress? = nil
  ) throws -> [VerificationResult] {
    let expectation = try Expectation.make(program, inputs)
    let work = URL(fileURLWithPath: workDirectory).standardizedFileURL.path
    try write(RawInput.encode(inputs, for: program.input), to: "\(work)/input.raw")
    var builds: [PackageBuild] = []
    for target in options.targets {
      builds += try prepare(target, program, expectation.golden, options, work)
    }
    let unprepared = builds
    let prepared = concurrentMap(count: builds.count) { makeReady(unprepared[$0]) }
    let jobs = prepared.flatMap { build, obstacle in
      checks(build, options).map { (build: build, check: $0, obstacle: obstacle) }
    }
    return concurrentMap(count: jobs.count, progress: progress) { index in
      let job = jobs[index]
      let outcome = job.obstacle ?? run(job.check, job.build, expectation, work)
      return VerificationResult(
        target: job.build.target.id, compiler: job.build.compiler, check: job.check,
        outcome: outcome)
    }
  }

  /// Of the packages, whatever the program is called.
  private static let prefix = "model"

  typealias Outcome = VerificationResult.Outcome

  // MARK: Preparation

  /// Emits the package of a target; a build for each of its compilers.
  static func prepare(
    _ target: TargetDescription, _ program: Program, _ golden: Golden,
    _ options: VerificationOptions, _ work: String
  ) throws -> [PackageBuild] {
    let sources = "\(work)/\(target.id)"
    let files: [EmittedFile]
    let emission = EmissionOptions(
      prefix: prefix, golden: golden, weights: options.weights, threads: options.threads)
    do {
      files = try options.emit(program, target, emission)
      try PackageWriter.write(files, to: sources)
    } catch let error as EmissionError {
      throw VerificationError.emission(error)
    }
    return try options.compilers(for: target).enumerated().map { index, compiler in
      let name = compiler.split(separator: "/").last.map(String.init) ?? compiler
      let directory = "\(work)/\(target.id)-\(index)-\(name)"
      do {
        try FileManager.default.createDirectory(
          atPath: directory, withIntermediateDirectories: true)
      } catch {
        throw VerificationError.work(path: directory, reason: "cannot be made")
      }
      return PackageBuild(
        target: target, compiler: compiler, sources: sources, directory: directory,
        files: files, prefix: prefix, options: options)
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    do { try Data(bytes).write(to: URL(fileURLWithPath: path)) } catch {
      throw VerificationError.work(path: path, reason: "cannot be written")
    }
  }

  private static func checks(
    _ build: PackageBuild, _ options: VerificationOptions
  ) -> [VerificationResult.Check] {
    options.optimisations.map { .logits(optimisation: $0) }
      + (options.tracePositions > 0
        ? options.optimisations.map { .trace(optimisation: $0) } : [])
      + (options.checksRanges
        ? options.optimisations.suffix(1).map { .ranges(optimisation: $0) } : [])
      + (options.provesNoFloat ? [.noFloat] : [])
  }

  /// Why programs for a target cannot run on this machine, or nil if they can.
  package static func obstacle(
    toRunning target: TargetDescription
  ) -> VerificationResult.Outcome? {
    if let runner = target.runner.first, ExternalTool.find(runner) == nil {
      return .skipped(reason: "\(runner) not found", packages: target.packages)
    }
    return ProcessorFeatures.missing(of: target.features ?? []).map { .unsupported(feature: $0) }
  }

  /// The build with its tables, or why no check of it can run.
  static func makeReady(_ build: PackageBuild) -> (PackageBuild, Outcome?) {
    var build = build
    guard ExternalTool.find(build.compiler) != nil else {
      let isListed = build.target.compilers.contains(build.compiler)
      return (
        build,
        .skipped(
          reason: "\(build.compiler) not found", packages: isListed ? build.target.packages : [])
      )
    }
    if build.options.runs, let obstacle = obstacle(toRunning: build.target) {
      return (build, obstacle)
    }
    do throws(PackageBuild.Failure) {
      try build.probe()
      try build.buildWeights()
    } catch {
      return (build, error.outcome)
    }
    return (build, nil)
  }
}
