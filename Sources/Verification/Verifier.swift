import Dispatch
import Emission
import Foundation
package import Program
import TargetDescription

/// Emits, compiles and runs a program, and compares what comes out with the interpreter.
package enum Verifier {
  /// Called as results arrive, on any thread but never twice at once.
  package typealias Progress =
    @Sendable (_ result: VerificationResult, _ finished: Int, _ total: Int) -> Void

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
      builds += try prepare(target, expectation, options, work)
    }
    let collector = ResultCollector(
      total: builds.reduce(0) { $0 + checks($1, options).count }, progress: progress)
    let ready = parallel(builds) { build in buildWeights(build) }
    var jobs: [(build: PackageBuild, check: VerificationResult.Check, obstacle: Outcome?)] = []
    for (build, obstacle) in zip(builds, ready) {
      for check in checks(build, options) { jobs.append((build, check, obstacle)) }
    }
    return parallel(jobs) { job in
      let outcome = job.obstacle ?? run(job.check, job.build, expectation, work)
      let result = VerificationResult(
        target: job.build.target.id, compiler: job.build.compiler, check: job.check,
        outcome: outcome)
      collector.add(result)
      return result
    }
  }

  typealias Outcome = VerificationResult.Outcome

  // MARK: Preparation

  private static func prepare(
    _ target: TargetDescription, _ expectation: Expectation, _ options: VerificationOptions,
    _ work: String
  ) throws -> [PackageBuild] {
    let sources = "\(work)/\(target.id)"
    let files: [EmittedFile]
    let emission = EmissionOptions(golden: expectation.golden)
    do {
      files = try options.emit(expectation.program, target, emission)
      try PackageWriter.write(files, to: sources)
    } catch let error as EmissionError {
      throw VerificationError.emission(error)
    }
    return try options.compilers(for: target).map { compiler in
      let name = compiler.split(separator: "/").last.map(String.init) ?? compiler
      let directory = "\(work)/\(target.id)-\(name)"
      do {
        try FileManager.default.createDirectory(
          atPath: directory, withIntermediateDirectories: true)
      } catch {
        throw VerificationError.work(path: directory, reason: "cannot be made")
      }
      return PackageBuild(
        target: target, compiler: compiler, sources: sources, directory: directory,
        files: files, prefix: expectation.program.name, options: options)
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
      + (options.provesNoFloat ? [.noFloat] : [])
  }

  /// Nil, or why no check of the build can run.
  private static func buildWeights(_ build: PackageBuild) -> Outcome? {
    for tool in [build.compiler] + build.target.runner.prefix(1) {
      guard ExternalTool.find(tool) != nil else {
        return .skipped(reason: "\(tool) not found", packages: build.target.packages)
      }
    }
    do { try build.buildWeights() } catch {
      return .failed(stage: error.stage, message: error.message)
    }
    return nil
  }

  private static func parallel<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @Sendable (Element) -> Result
  ) -> [Result] {
    let slots = ResultSlots<Result>(count: elements.count)
    DispatchQueue.concurrentPerform(iterations: elements.count) { index in
      slots.set(body(elements[index]), at: index)
    }
    return slots.all
  }
}
