import CSyntax
package import Program
package import TargetDescription
import Tokenizer

/// Writes a program as a package of C99: library, weights, runner, self-test, bench.
///
/// The same program, target and options give the same bytes.
package enum Emitter {
  /// The files of the package, sorted by path.
  package static func emit(
    _ program: Program, target: TargetDescription, options: EmissionOptions
  ) throws(EmissionError) -> [EmittedFile] {
    let violations = program.verify()
    guard violations.isEmpty else {
      throw .refused(program: program.name, violations: violations.map { "\($0)" })
    }
    let prefix = options.prefix ?? program.name
    guard CPrefix.isWellFormed(prefix) else { throw .prefix(prefix) }
    guard !CPrefix.isTaken(prefix) else { throw .takenPrefix(prefix) }
    guard (1...EmissionOptions.mostThreads).contains(options.threads) else {
      throw .threads(options.threads)
    }
    try checkPlacement(options)
    try check(options.tokenizer, program)
    let model = try EmittedModel(
      program: program, target: target, options: options, prefix: prefix)
    try check(model.memory, target)
    let banner = Banner(model)
    let tables = model.tablesBinary()
    var files = [
      try model.header(banner), try model.source(banner, tables), try model.weightsHeader(banner),
      try model.weightsSource(banner), try model.rangesHeader(banner), try model.runner(banner),
      try model.bench(banner), try model.makefile(banner), try model.readme(banner),
    ]
    files += try model.selftestFiles(banner)
    files += [tables, try model.tablesSource(banner), try model.savedSource(banner)]
      .compactMap { $0 }
    files += try model.tokenizerFiles(banner)
    files += try model.generate(banner)
    files += try model.runtimeFiles()
    let sources = files.map(\.path).filter { path in
      [".c", ".h", ".S", ".bin"].contains { path.hasSuffix($0) }
    }
    files += try model.integrationFiles(banner, sources: sources)
    files.append(PackageWriter.manifest(of: files, banner))
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Ids must be tokens of the model; a model may have more, as Mamba pads its vocabulary.
  private static func check(
    _ tokenizer: TokenizerTables?, _ program: Program
  ) throws(EmissionError) {
    guard let tokenizer else { return }
    guard case .token(let vocabulary) = program.input else {
      throw .noTokens(program: program.name)
    }
    guard tokenizer.vocabulary <= vocabulary else {
      throw .vocabulary(tokenizer: tokenizer.vocabulary, model: vocabulary)
    }
  }

  private static func checkPlacement(_ options: EmissionOptions) throws(EmissionError) {
    if let bytes = options.alignment {
      guard EmissionOptions.alignments.contains(bytes), bytes & (bytes - 1) == 0 else {
        throw .alignment(bytes)
      }
    }
    if let section = options.section {
      guard CSection.isValid(section) else { throw .section(section) }
      if options.weights == .blob { throw .sectionOfBlob(section) }
    }
  }

  private static func check(
    _ memory: MemoryFigures, _ target: TargetDescription
  ) throws(EmissionError) {
    if let limit = target.memory?.flash, memory.flashBytes > limit {
      throw .memory(target: target.id, kind: "flash", bytes: memory.flashBytes, limit: limit)
    }
    if let limit = target.memory?.ram, memory.ramBytes > limit {
      throw .memory(target: target.id, kind: "RAM", bytes: memory.ramBytes, limit: limit)
    }
    if let limit = target.memory?.total, memory.totalBytes > limit {
      throw .memory(target: target.id, kind: "memory", bytes: memory.totalBytes, limit: limit)
    }
  }
}
