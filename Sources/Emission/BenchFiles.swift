import CSyntax
import Program

/// The program of a package that measures: rates, and the time of each step.
extension EmittedModel {
  func bench(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_bench.c"
    let programInsertions = try self.programInsertions()
    let work = try Template("\(program.input.templates)_bench.c").filled(prefix: prefix, [])
    let share = isParallel ? try Template("shared_reading.c").filled(prefix: prefix, []) : []
    let rates = try Template("bench_rates.c").filled(
      prefix: prefix,
      [
        ("tables", { CPrinter.print(readCalls, indent: $0) }),
        ("share", { _ in share }),
        ("sizes", { EmittedModel.lines(sizes, indent: $0) }),
      ])
    let times = try stepTimes()
    let steps = try Template("bench_steps.c").filled(
      prefix: prefix, [("times", { _ in times })])
    let bytes = try Template("bench.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "measures how fast a build is.") }),
        ("work", { _ in work }), ("steps", { _ in steps }), ("rates", { _ in rates }),
      ] + programInsertions)
    return EmittedFile(path: file, bytes: bytes)
  }

  // MARK: Reading all tables

  /// One call for each table.
  private var readCalls: [CNode] {
    tableReads.map { use, address in
      .call(
        "adder_read",
        [
          .name("reading"), .name("part"),
          .name(placement == .blob ? "state.\(address)" : address),
          .integer(program.bytes(of: use, library.packing)),
        ])
    }
  }

  /// Every table with an expression for its address: `weights + offset`, where `weights` is a
  /// member of the state, or by way of the first object that has it.
  var tableReads: [(use: TableUse, address: String)] {
    if placement == .blob {
      return zip(tables, tableFile.offsets).map { ($0, "weights + \($1)") }
    }
    var uses: [String: TableUse] = [:]
    for use in tables { uses[tableNames[use] ?? ""] = use }
    return (body + head).flatMap { step -> [(use: TableUse, address: String)] in
      guard let object = step.object else { return [] }
      return step.call.fields.flatMap { EmittedModel.tables(of: $0) }.compactMap { member, table in
        uses.removeValue(forKey: table).map { ($0, "\(object).\(member)") }
      }
    }
  }

  /// Names in a field, with the member that has each.
  private static func tables(of field: CObject.Field) -> [(member: String, table: String)] {
    switch field.value {
    case .name(let name): [(field.name, name)]
    case .list(let values):
      zip(["multiplier", "shift"], values).compactMap { member, value in
        if case .name(let name) = value { ("\(field.name).\(member)", name) } else { nil }
      }
    default: []
    }
  }

  /// Sizes as floating-point numbers, which only this program has.
  private var sizes: [String] {
    let all = tables.reduce(0) { $0 + program.bytes(of: $1, library.packing) }
    // The logits of a classifier come once for a sequence.
    let isStream = program.isClassifier && program.positions == nil
    let decoded = (isStream ? body : body + head)
      .reduce(0) { $0 + bytesRead(by: $1.step) }
    return ["const double table_bytes = \(all);", "const double decode_bytes = \(decoded);"]
  }

  // MARK: Steps

  /// Bytes of tables that a step reads at one position.
  private func bytesRead(by step: Step) -> Int {
    let bytes = step.tableUses(library.packing, in: program)
      .reduce(0) { $0 + program.bytes(of: $1, library.packing) }
    guard case .embed(let embed) = step else { return bytes }
    return bytes / max(1, program[embed.weight].shape[0])
  }

  /// The table of steps and what sums up their times, for a source that has `adder_now`.
  func stepTimes() throws(EmissionError) -> [UInt8] {
    try Template("step_times.c").filled(
      prefix: prefix, [("table", { EmittedModel.lines(stepRows, indent: $0) })])
  }

  /// The initializers of the table of steps.
  private var stepRows: [String] {
    (body + head).enumerated().map { index, entry in
      let step = entry.step
      var name = step.objectName(in: program)
      if let layer = step.origin.layer {
        let prefix = layer < 10 ? "l0\(layer)_" : "l\(layer)_"
        if name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
      }
      let traces = step.outputs.count { program[$0].count > 0 }
      let rows = index < body.count ? program.positions ?? 1 : 1
      let numbers = [
        step.origin.layer ?? -1, bytesRead(by: step),
        program.operations(of: step).multiplyAccumulates * rows, traces,
      ]
      // The same kernel with and without threads.
      let kernel = step.call(names).function.dropFirst("adder_".count)
      return "{\"\(name)\", \"\(kernel)\", "
        + numbers.map(String.init).joined(separator: ", ") + "},"
    }
  }
}
