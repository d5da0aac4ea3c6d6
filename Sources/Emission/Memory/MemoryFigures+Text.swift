import CSyntax

/// The figures for readers of the emitted package.
extension MemoryFigures {
  /// One line.
  var summary: String {
    let grouped = NumberText.grouped
    return "flash \(grouped(flashBytes)) B\(code == nil ? " without code" : ""), "
      + "state \(grouped(structBytes)) B (\(grouped(scratchBytes)) of it scratch)"
      + (code.map { ", stack below \(grouped($0.stackBytes)) B" } ?? "")
  }

  /// What flash holds, the whole first.
  package var flashRows: [(name: String, bytes: Int)] {
    var rows = fileBytes > 0 ? [("file of tables, mapped or loaded", fileBytes)] : []
    rows += [
      (code == nil ? "flash without code" : "flash", flashBytes),
      ("of it tables", fileBytes > 0 ? functionTableBytes : tableBytes),
      ("of it parameters of steps", parameterBytes),
    ]
    if labelBytes > 0 { rows.append(("of it names of classes", labelBytes)) }
    rows.append(("of it between tables, for alignment", paddingBytes))
    if let code {
      rows.append(("of it kernels", code.kernelBytes))
      rows.append(("of it calls of the kernels", code.modelBytes))
    }
    return rows
  }

  /// Columns of a table of ``parts``.
  package static let partTitles = ["", "tables", "parameters", "calls", "state"]

  /// A table of the parts, then of what flash holds; numbers stand at the right.
  var lines: [String] {
    let rows =
      parts.map { part in
        [part.name]
          + [part.tableBytes, part.parameterBytes, part.codeBytes, part.stateBytes].map(
            NumberText.grouped)
      }
    let flash = flashRows.map { [$0.name, NumberText.grouped($0.bytes)] }
    return MemoryFigures.aligned([MemoryFigures.partTitles] + rows) + [""]
      + MemoryFigures.aligned(flash)
  }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.first?.indices ?? 0..<0
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = "  " + row[0] + String(repeating: " ", count: widths[0] - row[0].count)
      for (cell, width) in zip(row, widths).dropFirst() {
        line += String(repeating: " ", count: width - cell.count + 2) + cell
      }
      return line
    }
  }
}

extension EmittedModel {
  /// The figures as constants of the public header.
  var memoryConstants: [CNode] {
    let memory = memory
    let lines =
      memory.code.map {
        [
          "Memory in bytes. Flash: what is never written, code as \($0.compiler)",
          "makes it at -O3. RAM: one state\(isParallel ? " and the pool of threads" : "")."
            + " Stack: the most, without the C library's.", "",
        ]
      } ?? ["Memory in bytes. Flash: what is never written, without code. RAM: one state.", ""]
    return [.blank, .comment(lines + memory.lines)]
      + [
        .define("\(macro)_FLASH_BYTES", .integer(memory.flashBytes)),
        .define("\(macro)_RAM_BYTES", .integer(memory.ramBytes)),
      ]
      + (memory.code.map { [.define("\(macro)_STACK_BYTES", .integer($0.stackBytes))] } ?? [])
  }
}
