import Emission
import Foundation
import Program
import TargetDescription

/// Compiles the emitted package of one target with one compiler.
struct PackageBuild {
  let target: TargetDescription
  let compiler: String
  /// Holds the package.
  let sources: String
  /// Holds what is built; its name is that of target and compiler.
  let directory: String
  let files: [EmittedFile]
  let prefix: String
  let options: VerificationOptions

  /// A stage that failed.
  struct Failure: Error {
    var stage: String
    var message: String
  }

  /// Sources of the library, without the tables of the model.
  private var librarySources: [String] {
    let programs = ["_run.c", "_selftest.c", "_weights.c"].map { prefix + $0 }
    return files.map(\.path).filter { $0.hasSuffix(".c") && !programs.contains($0) }
  }

  /// Compiles the tables once: their bytes are the same at every optimisation level.
  func buildWeights() throws(Failure) {
    try compile(["\(prefix)_weights.c"], in: "weights", flags: target.cflags + ["-O1"])
  }

  /// Builds runner and self-test, and returns the names of the programs.
  ///
  /// - Parameter trace: Nil, or the name of a build that writes traces.
  func build(
    optimisation: String, trace: String?
  ) throws(Failure) -> (run: String, test: String) {
    let name = trace.map { "\(optimisation)-\($0)" } ?? optimisation
    let flags =
      target.cflags + ["-\(optimisation)"] + (trace == nil ? [] : ["-DADDER_TRACE"])
    let programs = (run: "\(prefix)_run", test: "\(prefix)_selftest")
    let sources = librarySources + [programs.run + ".c", programs.test + ".c"]
    try compile(sources, in: name, flags: flags)
    let library = ["../weights/\(prefix)_weights.o"] + librarySources.map(PackageBuild.object)
    for program in [programs.run, programs.test] {
      try link([program + ".o"] + library, to: program, in: name)
    }
    return ("\(name)/\(programs.run)", "\(name)/\(programs.test)")
  }

  /// Runs a program that ``build(optimisation:trace:)`` made.
  func run(_ program: String, _ arguments: [String], stage: String) throws(Failure) {
    let command = target.runner + ["\(directory)/\(program)"] + arguments
    try check(
      ExternalTool.run(command, in: directory, timeout: options.timeout), stage: stage)
  }

  /// Compiles the library so that it has no floating-point unit, and looks at what it calls.
  ///
  /// - Returns: Number of object files.
  func proveNoFloat() throws(Failure) -> Int {
    let sources = librarySources + ["\(prefix)_weights.c"]
    let objects = sources.map(PackageBuild.object)
    try compile(
      sources, in: "no-float", flags: target.cflags + ["-O2"] + target.noFloatFlags,
      stage: "compilation without float")
    let names = ExternalTool.run(
      [compiler, "-print-prog-name=nm"], in: directory, timeout: options.timeout)
    let nm = names.output.split(separator: "\n").first.map(String.init) ?? "nm"
    let symbols = ExternalTool.run(
      [nm, "-P"] + objects, in: "\(directory)/no-float", timeout: options.timeout)
    try check(symbols, stage: "nm")
    if let symbol = LinkedSymbols.foreign(in: symbols.output) {
      throw Failure(
        stage: "no-float check", message: "the library calls \(symbol), no integer function")
    }
    return objects.count
  }

  // MARK: Tools

  private static func object(_ source: String) -> String { "\(source.dropLast(2)).o" }

  /// Compiles to objects in a directory of that name.
  private func compile(
    _ names: [String], in name: String, flags: [String], stage: String = "compilation"
  ) throws(Failure) {
    let output = "\(directory)/\(name)"
    do {
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    } catch {
      throw Failure(stage: stage, message: "\(output) cannot be made")
    }
    let command =
      [compiler, "-std=c99", "-pedantic", "-Wall", "-Wextra"] + flags + options.extraFlags
      + ["-c"] + names.map { "\(sources)/\($0)" }
    try check(ExternalTool.run(command, in: output, timeout: options.timeout), stage: stage)
  }

  private func link(
    _ objects: [String], to program: String, in name: String
  ) throws(Failure) {
    let command =
      [compiler] + target.cflags + options.extraFlags + ["-o", program] + objects
      + target.linkFlags
    try check(
      ExternalTool.run(command, in: "\(directory)/\(name)", timeout: options.timeout),
      stage: "link")
  }

  private func check(_ result: ExternalTool.Result, stage: String) throws(Failure) {
    if !result.succeeded { throw Failure(stage: stage, message: result.summary) }
  }
}
