import CSyntax
import Program
import TargetDescription

/// Everything about a model that its files have in common: names, calls, sizes.
struct EmittedModel {
  /// A step with its call and the name of its parameters.
  struct EmittedStep {
    var step: Step
    var call: KernelCall
    /// Name of the parameters' object, or of the function that finds them; nil where there are
    /// none.
    var object: String?
    var comment: [String]
    var proved: ProvedRange
    /// Index of the first interval among those of all steps.
    var firstRange: Int
  }

  let program: Program
  let target: TargetDescription
  let options: EmissionOptions
  let prefix: String
  let library: KernelLibrary
  /// Whether steps go through a hook for threads.
  let isParallel: Bool
  /// Where the tables are.
  let placement: WeightsPlacement
  /// The tables as a file, for placements that have one.
  let tableFile: TableFile
  let layout: StateLayout
  let names: CallNames
  /// Every table once, in the order in which steps use them.
  let tables: [TableUse]
  /// Name of each table.
  let tableNames: [TableUse: String]
  let body: [EmittedStep]
  let head: [EmittedStep]

  init(
    program: Program, target: TargetDescription, options: EmissionOptions, prefix: String
  ) throws(EmissionError) {
    self.program = program
    self.target = target
    self.options = options
    self.prefix = prefix
    library = try KernelLibrary(target)
    let isParallel = options.threads > 1
    self.isParallel = isParallel
    var symbols = SymbolTable(taken: EmittedModel.functions.map { "\(prefix)_\($0)" })
    var tables: [TableUse] = []
    var tableNames: [TableUse: String] = [:]
    for step in program.body + program.head {
      for use in step.tableUses(library.packing, in: program) where tableNames[use] == nil {
        tableNames[use] = symbols.unique("\(prefix)_\(program.name(of: use))")
        tables.append(use)
      }
    }
    self.tables = tables
    self.tableNames = tableNames
    let packing = library.packing
    let tableBytes = tables.reduce(0) { $0 + program.bytes(of: $1, packing) }
    let placement =
      options.weights ?? (tableBytes > TableFile.largestArrays ? .incbin : .array)
    self.placement = placement
    tableFile = TableFile(
      program, tables, packing, alignment: options.alignment, isSealed: placement == .blob)
    let pointers = (isParallel ? ["parallel"] : []) + (placement == .blob ? ["weights"] : [])
    layout =
      program.positions.map { StateLayout(program, positions: $0, pointers: pointers) }
      ?? StateLayout(program, tile: target.tile, pointers: pointers)
    names = CallNames(
      program: program, layout: layout, packing: packing,
      tables: placement == .blob ? tableFile.addresses : tableNames)
    let proved = program.proveRanges()
    let comments = StepComment(program: program)
    var steps: [EmittedStep] = []
    var ranges = 0
    for (step, range) in zip(program.body + program.head, proved.body + proved.head) {
      let call = isParallel ? step.call(names).shared : step.call(names)
      let object = "\(prefix)_\(step.objectName(in: program))"
      steps.append(
        EmittedStep(
          step: step, call: call, object: call.type.map { _ in symbols.unique(object) },
          comment: comments.lines(for: step, proved: range), proved: range, firstRange: ranges))
      ranges += range.intervals.count
    }
    body = Array(steps.prefix(program.body.count))
    head = Array(steps.dropFirst(program.body.count))
  }

  /// Names after the prefix that the templates define.
  private static let functions = [
    "state", "init", "reset", "step", "prefill", "logits", "classify", "body", "run", "selftest",
    "state_fits", "tables", "set_parallel", "threads", "labels", "save", "restore", "fork",
    "position", "generate", "tokenizer", "ranges", "checks_made", "print", "clock",
  ]

  /// The runtime sources that the steps use, and that which names the kernels, sorted.
  var runtimeSources: [String] {
    Set(
      (body + head).flatMap(\.call.files) + (isParallel ? ["adder_pool.c"] : [])
        + sealSources + [KernelSet.source]
    ).sorted()
  }
}
