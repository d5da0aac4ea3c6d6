import CSyntax
import Program

/// Where the tables of a model are: as arrays of C in a section, or in a file that an assembler
/// file includes or the program maps.
extension EmittedModel {
  /// The file of the tables; nil where they are arrays.
  func tablesBinary() -> EmittedFile? {
    guard placement != .array else { return nil }
    return EmittedFile(
      path: "\(prefix)_weights.bin", pieces: tableFile.pieces(graphHash: options.graphHash))
  }

  /// The assembler file that names the tables; nil where there is none.
  func tablesSource(_ banner: Banner) throws(EmissionError) -> EmittedFile? {
    guard placement == .incbin else { return nil }
    let file = "\(prefix)_tables.S"
    var lines: [String] = []
    for (use, offset) in zip(tables, tableFile.offsets) {
      let name = tableNames[use] ?? ""
      lines.append("  .global \(name)")
      lines.append("  .set \(name), \(prefix)_tables + \(offset)")
    }
    let section =
      options.section.map { "  .section \($0), \"a\", %progbits" } ?? "  .section .rodata"
    let bytes = try Template("tables.S").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "tables of the steps.") }),
        ("section", { _ in Array("\(section)\n  .balign \(tableFile.alignment)\n".utf8) }),
        ("symbols", { _ in Array((lines.joined(separator: "\n") + "\n").utf8) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  // MARK: Arrays

  /// Whether arrays stand where the options say, rather than among other constants.
  var placesArrays: Bool {
    placement == .array && (options.section != nil || options.alignment != nil)
  }

  /// The macro that places arrays.
  var tableMacro: String { "\(macro)_TABLE" }

  /// The definition of that macro; empty where there is none.
  func arrayPlacement() throws(EmissionError) -> [UInt8] {
    guard placesArrays else { return [] }
    let section = options.section.map { "section(\"\($0)\"), " } ?? ""
    let attributes = "__attribute__((\(section)aligned(\(tableFile.alignment))))"
    return try Template("placement.h").filled(
      prefix: prefix,
      [("definition", { _ in Array("#define \(tableMacro) \(attributes)\n".utf8) })])
  }
}
