import CSyntax
import Program
import TargetDescription

/// The figures of memory, from what is emitted and from recorded sizes of code.
extension EmittedModel {
  /// Values of 16 and of 32 bits in the tables of sigmoid and softplus.
  private static let functionTableBytes = 513 * (2 + 4)

  var memory: MemoryFigures {
    let sizes = CodeSizes(target.instructionSet)
    let placement = DataPlacement(architecture: target.architecture)
    let hasFunctionTables = runtimeSources.contains("adder_tables.c")
    return MemoryFigures(
      parts: memoryParts(sizes, placement),
      functionTableBytes: hasFunctionTables ? EmittedModel.functionTableBytes : 0,
      labelBytes: program.isClassifier ? placement.bytes(ofLabels: program.labels) : 0,
      paddingBytes: padding(placement), tokenBytes: tokenBytes,
      fileBytes: isMapped ? tableFile.byteCount : 0,
      code: sizes.map(code), lastingBytes: layout.lastingBytes,
      scratchBytes: layout.scratchBytes, structBytes: layout.structBytes,
      poolBytes: isParallel ? sizes?["pool"].bytes ?? 0 : 0)
  }

  /// Whether the tables are in a file that the program maps or loads.
  private var isMapped: Bool { placement == .blob }

  /// Bytes of the tables that every token reads.
  private var tokenBytes: Int? {
    guard case .token = program.input else { return nil }
    let uses = (body + head).flatMap { step -> [TableUse] in
      if case .embed = step.step { return [] }
      return step.step.tableUses(library.packing, in: program)
    }
    return Set(uses).reduce(0) { $0 + program.bytes(of: $1, library.packing) }
  }

  // MARK: Parts

  private func memoryParts(
    _ sizes: CodeSizes?, _ placement: DataPlacement
  ) -> [MemoryFigures.Part] {
    var parts: [MemoryFigures.Part] = []
    var seenTables: Set<TableUse> = []
    var seenBuffers: Set<BufferID> = []
    var steps: [[EmittedStep]] = []
    for step in body + head {
      let name = partName(of: step.step, isFirst: parts.allSatisfy { $0.name == Self.before })
      if parts.last?.name != name {
        parts.append(
          MemoryFigures.Part(
            name: name, tableBytes: 0, parameterBytes: 0, codeBytes: 0, stateBytes: 0))
        steps.append([])
      }
      let last = parts.count - 1
      for use in step.step.tableUses(library.packing, in: program)
      where seenTables.insert(use).inserted {
        parts[last].tableBytes += program.bytes(of: use, library.packing)
      }
      // With a file, functions fill in the parameters.
      if step.object != nil, !isMapped {
        parts[last].parameterBytes += placement.bytes(of: step.call.fields)
      }
      for operand in step.step.operands
      where layout.arena == nil && operand.isState && seenBuffers.insert(operand.buffer).inserted {
        parts[last].stateBytes += program[operand.buffer].count * program[operand.buffer].type.size
      }
      steps[last].append(step)
    }
    if let sizes {
      for index in parts.indices {
        parts[index].codeBytes = callBytes(of: steps[index], sizes)
      }
    }
    return parts
  }

  private static let before = "before the layers"

  private func partName(of step: Step, isFirst: Bool) -> String {
    step.origin.layer.map { "layer \($0)" } ?? (isFirst ? Self.before : "after the layers")
  }

  /// Bytes of the calls of steps, those that clear their state included.
  private func callBytes(of steps: [EmittedStep], _ sizes: CodeSizes) -> Int {
    let hooks = steps.filter { $0.call.arguments.first == KernelCall.hook }.count
    return sizes.calls(
      arguments: steps.reduce(-hooks) { $0 + arguments(of: $1) }, hooks: hooks,
      isImage: layout.arena != nil)
  }

  private func arguments(of step: EmittedStep) -> Int {
    var calls = 1
    if case .accumulate(let pool) = step.step { calls = pool.rows?.count ?? 1 }
    let cleared = cleared(step.step).count
    let count =
      step.call.arguments.count + (step.object == nil ? 0 : 1)
      + (step.call.positions == .none ? 0 : 1)
    // Saving and restoring a state are calls too.
    let states = step.step.operands.filter {
      $0.isState && $0.access == .updates && program[$0.buffer].count > 0
    }.count
    return calls * count + 3 * cleared + (savedState == nil ? 0 : 2 * 3 * states)
  }

  // MARK: Code

  private func code(_ sizes: CodeSizes) -> MemoryFigures.Code {
    let tables = sizes["adder_tables.c"].bytes - EmittedModel.functionTableBytes
    let kernels = runtimeSources.map { source in
      source == "adder_tables.c" ? max(0, tables) : sizes[source].bytes
    }
    let isPool: (String) -> Bool = { $0 == "adder_pool.c" }
    let base = sizes[program.input.templates]
    let threads = isParallel ? sizes["threads"] : CodeSizes.Size(bytes: 0, stack: 0)
    let deepest = runtimeSources.filter { !isPool($0) }.map { sizes[$0].stack }.max() ?? 0
    return MemoryFigures.Code(
      compiler: sizes.compiler, kernelBytes: kernels.reduce(0, +),
      modelBytes: max(0, base.bytes + threads.bytes + callBytes(of: body + head, sizes)),
      stackBytes: base.stack + threads.stack + deepest)
  }

  // MARK: Padding

  private func padding(_ placement: DataPlacement) -> Int {
    var placement = placement
    var first: [TableUse: Int] = [:]
    for (index, step) in (body + head).enumerated() {
      for use in step.step.tableUses(library.packing, in: program) where first[use] == nil {
        first[use] = index
      }
    }
    for (index, step) in (body + head).enumerated().reversed() {
      if step.object != nil, !isMapped { placement.add(step.call.fields) }
      guard self.placement == .array else { continue }
      var here: Set<TableUse> = []
      let uses = step.step.tableUses(library.packing, in: program).filter {
        first[$0] == index && here.insert($0).inserted
      }
      for use in uses.reversed() {
        placement.add(
          table: program.bytes(of: use, library.packing),
          elementSize: program.elementType(of: use).size,
          isAligned: !library.packing.note(on: use.form).isEmpty)
      }
    }
    return placement.padding + (self.placement == .incbin ? tableFile.paddingBytes : 0)
  }
}
