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
        ("sizes", { CPrinter.text(sizes, indent: $0) }),
      ])
    let steps = try Template("bench_steps.c").filled(
      prefix: prefix, [("table", { CPrinter.text(stepRows, indent: $0) })])
    let bytes = try Template("bench.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "measures how fast a build is.") }),
        ("work", { _ in work }), ("steps", { _ in steps }), ("rates", { _ in rates }),
      ] + programInsertions)
    return EmittedFile(path: file, bytes: bytes)
  }

  // MARK: Reading all tables

  /// One call for each table, by way of the first object that has it.
  private var readCalls: [CNode] {
    if placement == .blob {
      return zip(tables, tableFile.offsets).map { use, offset in
        .call(
          "adder_read",
          [
            .name("reading"), .name("part"), .name("state.weights + \(offset)"),
            .integer(program.bytes(of: use, library.packing)),
          ])
      }
    }
    var sizes: [String: Int] = [:]
    for use in tables { sizes[tableNames[use] ?? ""] = program.bytes(of: use, library.packing) }
    return (body + head).flatMap { step -> [CNode] in
      guard let object = step.object else { return [] }
      return step.call.fields.flatMap { EmittedModel.tables(of: $0) }.compactMap { member, table in
        sizes.removeValue(forKey: table).map { bytes in
          .call(
            "adder_read",
            [.name("reading"), .name("part"), .name("\(object).\(member)"), .integer(bytes)])
        }
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

extension CPrinter {
  /// Lines as they are, indented.
  fileprivate static func text(_ lines: [String], indent: Int) -> [UInt8] {
    let space = String(repeating: " ", count: indent)
    return Array(lines.map { space + $0 + "\n" }.joined().utf8)
  }
}
