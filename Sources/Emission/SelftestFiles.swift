import CSyntax
import Program

/// The self-test of a package: what the code assumes, the tables, and an input whose outcome is
/// known.
extension EmittedModel {
  /// Logits of which the self-test has the values, so that it can say which is wrong.
  private static let mostLogits = 4096

  /// The self-test, its header, and what makes it a program of an operating system.
  func selftestFiles(_ banner: Banner) throws(EmissionError) -> [EmittedFile] {
    [try selftest(banner), try selftestHeader(banner), try selftestHost(banner)]
  }

  private func selftestHeader(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_selftest.h"
    let bytes = try Template("selftest.h").filled(
      prefix: prefix, [("banner", { _ in banner.c(file, "the self-test, for boards.") })])
    return EmittedFile(path: file, bytes: bytes)
  }

  private func selftestHost(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_selftest_host.h"
    let programInsertions = try self.programInsertions()
    let bytes = try Template("selftest_host.h").filled(
      prefix: prefix,
      [("banner", { _ in banner.c(file, "the self-test as a program.") })] + programInsertions)
    return EmittedFile(path: file, bytes: bytes)
  }

  private func selftest(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_selftest.c"
    func part(
      _ name: String, _ insertions: [(marker: String, text: (_ indent: Int) -> [UInt8])] = []
    ) throws(EmissionError) -> (marker: String, text: (_ indent: Int) -> [UInt8]) {
      let bytes = try Template("selftest_\(name).c").filled(prefix: prefix, insertions)
      return (name, { _ in bytes })
    }
    let golden = try goldenTables()
    let times = try stepTimes()
    let traceNodes = traceTables
    let sequence = try part("sequence")
    let comparison = try Template("\(program.input.templates)_comparison.c").filled(
      prefix: prefix, program.positions == nil ? [sequence] : [])
    let checks = tableChecks
    let bytes = try Template("selftest.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "checks a build against the interpreter.") }),
        ("golden", { CPrinter.print(golden, indent: $0) }),
        try part("printing"), try part("platform"), try part("rates"),
        try part("tables", [("calls", { EmittedModel.lines(checks, indent: $0) })]),
        try part(
          "traces",
          [("times", { _ in CPrinter.print(traceNodes, indent: 0) + times })]),
        ("comparison", { _ in comparison }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  // MARK: Tables

  /// A statement for each table that does nothing after the first failure.
  private var tableChecks: [String] {
    tableReads.flatMap { use, address -> [String] in
      let values = program.values(of: use, library.packing)
      let size = program.elementType(of: use).size
      let alignment = placement == .array && !placesArrays ? size : tableFile.alignment
      var bytes: [UInt8] = []
      values.appendLittleEndian(to: &bytes)
      let name = CString.literal(tableNames[use] ?? "")
      return [
        "failed = failed || adder_table_fails(",
        "    \(name), \(placement == .blob ? "s->" : "")\(address), \(values.count), \(size), "
          + "\(alignment), \(Checksum.fnv1a(bytes))u);",
      ]
    }
  }

  // MARK: Golden

  private func goldenTables() throws(EmissionError) -> [CNode] {
    let golden = options.golden
    let classes = program[program.logits].count
    let (values, positions): (CTable, Int) =
      switch golden.input {
      case .tokens(let tokens):
        (CTable(name: "adder_input", shape: [tokens.count], values: .int32(tokens)), tokens.count)
      case .frames(let frames):
        (
          CTable(name: "adder_input", shape: [frames.count], values: .int16(frames)),
          frames.count / max(1, program.inputBuffer.map { program[$0].count } ?? 1)
        )
      case .image(let image):
        (CTable(name: "adder_input", shape: [image.count], values: .uint8(image)), 1)
      }
    let rows = program.isClassifier ? 1 : positions
    guard positions > 0, golden.logits.count == rows * classes else {
      throw .golden(
        positions: positions, logits: golden.logits.count, expected: rows * classes)
    }
    let isSequence = program.positions == nil
    // Little-endian order matters to vector kernels and to tables that are a file.
    let order = placement != .array || library.directories.first != "portable"
    return [.define("ADDER_LITTLE_ENDIAN", .integer(order ? 1 : 0))]
      + (isSequence ? [.define("ADDER_POSITIONS", .integer(positions))] : [])
      + (isSequence ? stateConstants(golden.state) : [])
      + [.blank, .table(values), .blank] + logitTables(golden.logits, rows: rows)
  }

  private func stateConstants(_ state: UInt32?) -> [CNode] {
    [
      .define("ADDER_HAS_STATE", .integer(state == nil ? 0 : 1)),
      .define("ADDER_STATE_HASH", .name("\(state ?? 0)u")),
    ]
  }

  /// Hashes of the rows, and the first values of each.
  private func logitTables(_ logits: [Int32], rows: Int) -> [CNode] {
    let classes = logits.count / rows
    let known = min(classes, max(1, EmittedModel.mostLogits / rows))
    let hashes = (0..<rows).map { row in
      Checksum.fnv1a(EmittedModel.littleEndian(logits[row * classes..<(row + 1) * classes]))
    }
    let values = (0..<rows).flatMap { logits[$0 * classes..<$0 * classes + known] }
    return [
      .comment(["Of the logits \(program.isClassifier ? "of the input" : "of each position")."]),
      .table(CTable(name: "adder_row_hashes", shape: [rows], values: .uint32(hashes))), .blank,
      .comment(["Their first values."]),
      EmittedModel.count("adder_row_values", known),
      .table(CTable(name: "adder_rows", shape: [rows, known], values: .int32(values))),
    ]
  }

  /// A constant, which may be 0 where a table is only there because C has no empty ones.
  private static func count(_ name: String, _ count: Int) -> CNode {
    .assignment("static const size_t \(name)", "\(count)")
  }

  private static func littleEndian(_ values: ArraySlice<Int32>) -> [UInt8] {
    values.map(\.littleEndian).withUnsafeBytes { Array($0) }
  }

  // MARK: Traces

  /// What is known of the buffers that the steps write.
  private var traceTables: [CNode] {
    let golden = options.golden
    let buffers = (body + head).flatMap(\.step.outputs).filter { program[$0].count > 0 }
    let sizes = buffers.map { UInt8(program[$0].type.size) }
    return [
      .comment(["The buffers that the steps write at a position, and the size of an element."]),
      .strings(
        name: "adder_buffer_names", buffers.map { program[$0].name }, isStatic: true),
      .table(CTable(name: "adder_buffer_sizes", shape: [sizes.count], values: .uint8(sizes))),
      .blank, .comment(["Of these buffers, as far as they are known, position by position."]),
      EmittedModel.count("adder_buffer_count", golden.buffers.count),
      .table(
        CTable(
          name: "adder_buffer_hashes", shape: [max(1, golden.buffers.count)],
          values: .uint32(golden.buffers.isEmpty ? [0] : golden.buffers))),
      .blank, .comment(["The values of the first of them, one after the other."]),
      EmittedModel.count("adder_value_count", golden.values.count),
      .table(
        CTable(
          name: "adder_values", shape: [max(1, golden.values.count)],
          values: .int32(golden.values.isEmpty ? [0] : golden.values))),
      .blank,
    ]
  }
}
