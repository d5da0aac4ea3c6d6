package import Emission
import TargetDescription

/// Memory of the emitted program in bytes: the figures of the emitted header.
package struct MemorySummary: Hashable, Sendable, Encodable {
  var target: String
  /// What the sizes of code were measured with; absent where they are not recorded.
  var compiler: String?

  var flashBytes: Int
  var tableBytes: Int
  var parameterBytes: Int
  var labelBytes: Int
  var paddingBytes: Int
  var kernelBytes: Int?
  var callBytes: Int?

  var ramBytes: Int
  var stateBytes: Int
  var lastingBytes: Int
  var scratchBytes: Int
  var poolBytes: Int

  var stackBytes: Int?

  /// What the target declares; absent where it does not.
  var flashLimit: Int?
  var ramLimit: Int?
  var memoryLimit: Int?
  /// Whether flash, RAM and both together are within the limits; absent where there are none.
  var fits: Bool?

  /// In the order of evaluation.
  package var parts: [MemoryFigures.Part]

  private var figures: MemoryFigures

  enum CodingKeys: String, CodingKey {
    case target, compiler, flashBytes, tableBytes, parameterBytes, labelBytes, paddingBytes
    case kernelBytes, callBytes, ramBytes, stateBytes, lastingBytes, scratchBytes, poolBytes
    case stackBytes, flashLimit, ramLimit, memoryLimit, fits, parts
  }

  init(_ memory: MemoryFigures, target: TargetDescription) {
    figures = memory
    self.target = target.id
    compiler = memory.code?.compiler
    flashBytes = memory.flashBytes
    tableBytes = memory.tableBytes
    parameterBytes = memory.parameterBytes
    labelBytes = memory.labelBytes
    paddingBytes = memory.paddingBytes
    kernelBytes = memory.code?.kernelBytes
    callBytes = memory.code?.modelBytes
    ramBytes = memory.ramBytes
    stateBytes = memory.structBytes
    lastingBytes = memory.lastingBytes
    scratchBytes = memory.scratchBytes
    poolBytes = memory.poolBytes
    stackBytes = memory.code?.stackBytes
    flashLimit = target.memory?.flash
    ramLimit = target.memory?.ram
    memoryLimit = target.memory?.total
    if target.memory != nil {
      fits =
        flashBytes <= flashLimit ?? .max && ramBytes <= ramLimit ?? .max
        && memory.totalBytes <= memoryLimit ?? .max
    }
    parts = memory.parts
  }

  /// For a terminal: what does not depend on recorded sizes.
  package var rows: [(String, String)] {
    [
      ("tables", "\(tableBytes) bytes"),
      ("state", "\(stateBytes) bytes"),
      ("  lasting", "\(lastingBytes) bytes"),
      ("  scratch", "\(scratchBytes) bytes"),
    ]
  }

  /// For a terminal: all of it, without the parts.
  package var targetRows: [(String, String)] {
    var rows = [("target", target + (compiler.map { ", code as \($0) makes it at -O3" } ?? ""))]
    rows += figures.flashRows.enumerated().map { index, row in
      ((index == 0 ? "" : "  ") + row.name.trimmingOfIt, "\(row.bytes) bytes")
    }
    rows.append(("RAM", "\(ramBytes) bytes"))
    rows.append(("  state", "\(stateBytes) bytes"))
    rows.append(("    lasting", "\(lastingBytes) bytes"))
    rows.append(("    scratch", "\(scratchBytes) bytes"))
    if poolBytes > 0 { rows.append(("  pool of threads", "\(poolBytes) bytes")) }
    if let stackBytes { rows.append(("stack", "\(stackBytes) bytes at most")) }
    rows.append(("fits", verdict))
    return rows
  }

  private var verdict: String {
    guard let fits else { return "the target declares no memory" }
    let flash = flashLimit.map { ["flash \(flashBytes) of \($0) bytes"] } ?? []
    let ram = ramLimit.map { ["RAM \(ramBytes) of \($0) bytes"] } ?? []
    let all = memoryLimit.map { ["memory \(figures.totalBytes) of \($0) bytes"] } ?? []
    return (fits ? "yes: " : "no: ") + (flash + ram + all).joined(separator: ", ")
  }

  /// A row for each layer and what comes before and after, below the titles.
  package var partRows: (titles: [String], rows: [[String]]) {
    (
      ["part"] + MemoryFigures.partTitles.dropFirst(),
      parts.map { part in
        [part.name]
          + [part.tableBytes, part.parameterBytes, part.codeBytes, part.stateBytes].map {
            "\($0)"
          }
      }
    )
  }
}

extension String {
  /// Without the words `of it` at the start.
  fileprivate var trimmingOfIt: String { hasPrefix("of it ") ? String(dropFirst(6)) : self }
}
