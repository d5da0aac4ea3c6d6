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
    try compile("\(prefix)_weights.c", to: "weights.o", flags: target.cflags + ["-O1"])
  }

  /// Builds runner and self-test, and returns the names of the programs.
  ///
  /// - Parameter trace: Nil, or the name of a build that writes traces.
  func build(
    optimisation: String, trace: String?
  ) throws(Failure) -> (run: String, test: String) {
    let suffix = trace.map { "\(optimisation)-\($0)" } ?? optimisation
    let flags =
      target.cflags + ["-\(optimisation)"] + (trace == nil ? [] : ["-DADDER_TRACE"])
    var objects = ["weights.o"]
    for source in librarySources {
      let object = "\(source.dropLast(2))-\(suffix).o"
      try compile(source, to: object, flags: flags)
      objects.append(object)
    }
    let (run, test) = ("run-\(suffix)", "selftest-\(suffix)")
    for (program, source) in [(run, "\(prefix)_run"), (test, "\(prefix)_selftest")] {
      try compile("\(source).c", to: "\(program).o", flags: flags)
      try link(["\(program).o"] + objects, to: program)
    }
    return (run, test)
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
    var objects: [String] = []
    for source in sources {
      let object = "\(source.dropLast(2))-nofloat.o"
      let flags = target.cflags + ["-O2"] + target.noFloatFlags
      try compile(source, to: object, flags: flags, stage: "compilation without float")
      objects.append(object)
    }
    let names = ExternalTool.run(
      [compiler, "-print-prog-name=nm"], in: directory, timeout: options.timeout)
    let nm = names.output.split(separator: "\n").first.map(String.init) ?? "nm"
    let symbols = ExternalTool.run(
      [nm, "-P"] + objects, in: directory, timeout: options.timeout)
    try check(symbols, stage: "nm")
    if let symbol = LinkedSymbols.foreign(in: symbols.output) {
      throw Failure(
        stage: "no-float check", message: "the library calls \(symbol), no integer function")
    }
    return objects.count
  }

  // MARK: Tools

  private func compile(
    _ source: String, to object: String, flags: [String], stage: String = "compilation"
  ) throws(Failure) {
    let command =
      [compiler, "-std=c99", "-pedantic", "-Wall", "-Wextra"] + flags + options.extraFlags
      + ["-I", sources, "-c", "-o", object, "\(sources)/\(source)"]
    try check(
      ExternalTool.run(command, in: directory, timeout: options.timeout), stage: stage)
  }

  private func link(_ objects: [String], to program: String) throws(Failure) {
    let command =
      [compiler] + target.cflags + options.extraFlags + ["-o", program] + objects
      + target.linkFlags
    try check(
      ExternalTool.run(command, in: directory, timeout: options.timeout), stage: "link")
  }

  private func check(_ result: ExternalTool.Result, stage: String) throws(Failure) {
    if !result.succeeded { throw Failure(stage: stage, message: result.summary) }
  }
}
