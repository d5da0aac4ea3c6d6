import Emission
import Foundation
import Program
import TargetDescription
import Toolchain

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

  /// Warnings that are errors in emitted C; empty for a compiler that does not know them.
  var warnings: [String] = PackageBuild.strict

  /// A build that does more than the package has to.
  struct Variant {
    /// Of its directory.
    var name: String
    var macro: String

    /// Writes every buffer.
    static func trace(_ name: String) -> Variant { Variant(name: name, macro: "ADDER_TRACE") }
    /// Compares every value with its proved interval.
    static let checked = Variant(name: "checked", macro: "ADDER_CHECKED")
  }

  /// A stage that failed.
  struct Failure: Error {
    var stage: String
    var message: String
    /// True if a tool is to blame and not the package.
    var isTool = false

    var outcome: VerificationResult.Outcome {
      isTool ? .failed(stage: stage, message: message) : .broken(stage: stage, message: message)
    }
  }

  /// The warnings of gcc and clang that emitted C is free of.
  private static let strict =
    """
    -Wall -Wextra -Wconversion -Wshadow -Wcast-align -Wcast-qual -Wstrict-prototypes \
    -Wmissing-prototypes -Wvla -Wundef -Werror
    """.split(separator: " ").map(String.init)

  /// Sources of the library, without the tables of the model.
  private var librarySources: [String] {
    let programs = ["_run.c", "_selftest.c", "_bench.c", "_generate.c", "_weights.c"]
      .map { prefix + $0 }
    return files.map(\.path).filter { $0.hasSuffix(".c") && !programs.contains($0) }
  }

  /// The source of the pool of threads. It calls POSIX and is not part of what is proved to call
  /// nothing: the library takes any other pool as well.
  private static let poolSource = "adder_pool.c"

  /// Further flags of a package that shares its work among threads: whatever can be cut into parts
  /// is, however small the model.
  private var threadFlags: [String] {
    files.contains { $0.path == PackageBuild.poolSource }
      ? ["-pthread", "-DADDER_PARALLEL_GRAIN=1"] : []
  }

  /// Sources with the tables of the model.
  private var tableSources: [String] {
    let names = ["_weights.c", "_tables.S"].map { prefix + $0 }
    return files.map(\.path).filter(names.contains)
  }

  /// Shows that compiler and, where programs run, runner work, with a program that does nothing, and leaves the
  /// warnings out if the compiler does not know them.
  mutating func probe() throws(Failure) {
    let source = "probe.c"
    do {
      try Data("int main(void) {\n  return 0;\n}\n".utf8)
        .write(to: URL(fileURLWithPath: "\(directory)/\(source)"))
    } catch {
      throw Failure(stage: "compiler", message: "\(directory) cannot be written", isTool: true)
    }
    if !compileProbe(warnings).succeeded { warnings = [] }
    try checkTool(compileProbe(warnings), stage: "compiler")
    guard options.runs else { return }
    let command = target.runner + ["\(directory)/probe"]
    try checkTool(
      ExternalTool.run(command, in: directory, timeout: options.timeout),
      stage: "running what the compiler makes")
  }

  private func compileProbe(_ flags: [String]) -> ExternalTool.Result {
    let command =
      [compiler, "-std=c99", "-pedantic"] + flags + target.cflags + options.extraFlags
      + ["-o", "probe", "probe.c"] + target.linkFlags
    return ExternalTool.run(command, in: directory, timeout: options.timeout)
  }

  /// Compiles the tables once: their bytes are the same at every optimisation level. A file that
  /// the programs map is put where they run.
  func buildWeights() throws(Failure) {
    let file = "\(prefix)_weights.bin"
    if files.contains(where: { $0.path == file }), !tableSources.contains("\(prefix)_tables.S") {
      let link = "\(directory)/\(file)"
      try? FileManager.default.removeItem(atPath: link)
      do {
        try FileManager.default.createSymbolicLink(
          atPath: link, withDestinationPath: "\(sources)/\(file)")
      } catch {
        throw Failure(stage: "weights", message: "\(link) cannot be made", isTool: true)
      }
    }
    try compile(tableSources, in: "weights", flags: target.cflags + ["-O1"])
  }

  /// Builds runner and self-test, and returns the names of the programs.
  ///
  func build(
    optimisation: String, variant: Variant? = nil
  ) throws(Failure) -> (run: String, test: String) {
    let name = variant.map { "\(optimisation)-\($0.name)" } ?? optimisation
    let flags =
      target.cflags + ["-\(optimisation)"] + (variant.map { ["-D\($0.macro)"] } ?? [])
    let programs = (run: "\(prefix)_run", test: "\(prefix)_selftest")
    let sources = librarySources + [programs.run + ".c", programs.test + ".c"]
    try compile(sources, in: name, flags: flags)
    let library =
      tableSources.map { "../weights/" + PackageBuild.object($0) }
      + librarySources.map(PackageBuild.object)
    for program in [programs.run, programs.test] {
      try link([program + ".o"] + library, to: program, in: name)
    }
    return ("\(name)/\(programs.run)", "\(name)/\(programs.test)")
  }

  /// Runs a program that ``build(optimisation:variant:)`` made.
  /// - Returns: What it printed.
  @discardableResult
  func run(_ program: String, _ arguments: [String], stage: String) throws(Failure) -> String {
    let command = target.runner + ["\(directory)/\(program)"] + arguments
    let result = ExternalTool.run(command, in: directory, timeout: options.timeout)
    try check(result, stage: stage)
    return result.output
  }

  /// Compiles the library so that it has no floating-point unit, and looks at what it calls.
  /// Kernels that need the vector unit are compiled as usual, and every instruction is looked at.
  ///
  /// - Returns: Number of object files.
  func proveNoFloat() throws(Failure) -> Int {
    try checkTool(
      ExternalTool.run(
        [compiler, "-std=c99"] + target.cflags + target.noFloatFlags
          + ["-c", "-o", "probe.o", "probe.c"],
        in: directory, timeout: options.timeout),
      stage: "compiler without float")
    let vectors = Set(files.filter(\.usesVectors).map(\.path))
    let sources = librarySources.filter { $0 != PackageBuild.poolSource } + tableSources
    let objects = sources.map(PackageBuild.object)
    try compile(
      sources.filter { !vectors.contains($0) }, in: "no-float",
      flags: target.cflags + ["-O2"] + target.noFloatFlags, stage: "compilation without float")
    let vectorSources = sources.filter(vectors.contains)
    if !vectorSources.isEmpty {
      try compile(vectorSources, in: "no-float", flags: target.cflags + ["-O2"])
      try findNoFloat(in: vectorSources.map(PackageBuild.object))
    }
    let nm = tool("nm")
    let symbols = ExternalTool.run(
      [nm, "-P"] + objects, in: "\(directory)/no-float", timeout: options.timeout)
    try checkTool(symbols, stage: "nm")
    if let symbol = LinkedSymbols.foreign(in: symbols.output) {
      throw Failure(
        stage: "no-float check", message: "the library calls \(symbol), no integer function")
    }
    return objects.count
  }

  /// Disassembles objects and throws at the first floating-point instruction.
  private func findNoFloat(in objects: [String]) throws(Failure) {
    let listing = ExternalTool.run(
      [tool("objdump"), "-d", "--no-show-raw-insn"] + objects, in: "\(directory)/no-float",
      timeout: options.timeout)
    try checkTool(listing, stage: "objdump")
    guard let instructions = FloatInstructions(architecture: target.architecture) else { return }
    if let found = instructions.first(in: listing.output) {
      throw Failure(stage: "no-float check", message: "a kernel has the instruction '\(found)'")
    }
  }

  /// A program of the compiler's binutils.
  private func tool(_ name: String) -> String {
    let names = ExternalTool.run(
      [compiler, "-print-prog-name=\(name)"], in: directory, timeout: options.timeout)
    return names.output.split(separator: "\n").first.map(String.init) ?? name
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
      throw Failure(stage: stage, message: "\(output) cannot be made", isTool: true)
    }
    // One source a command, so that a compiler cache can take it.
    for name in names {
      let command =
        [compiler, "-std=c99", "-pedantic"] + warnings + flags + threadFlags + options.extraFlags
        + (name.hasSuffix(".S") ? ["-Wa,-I,\(sources)"] : []) + ["-c", "\(sources)/\(name)"]
      try check(ExternalTool.run(command, in: output, timeout: options.timeout), stage: stage)
    }
  }

  private func link(
    _ objects: [String], to program: String, in name: String
  ) throws(Failure) {
    let command =
      [compiler] + target.cflags + threadFlags + options.extraFlags + ["-o", program] + objects
      + target.linkFlags
    try check(
      ExternalTool.run(command, in: "\(directory)/\(name)", timeout: options.timeout),
      stage: "link")
  }

  /// A tool that does not start or does not end shows nothing about the package.
  private func check(_ result: ExternalTool.Result, stage: String) throws(Failure) {
    if !result.succeeded {
      throw Failure(stage: stage, message: result.summary, isTool: result.status == nil)
    }
  }

  private func checkTool(_ result: ExternalTool.Result, stage: String) throws(Failure) {
    if !result.succeeded { throw Failure(stage: stage, message: result.summary, isTool: true) }
  }
}
