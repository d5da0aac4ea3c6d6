import CSyntax
import Program

/// The tables of a model as one binary file that an assembler file includes, so that the time
/// to compile does not grow with the weights.
extension EmittedModel {
  /// Bytes at which the tables begin to be included rather than written as C.
  static let incbinThreshold = 4 << 20

  var includesTables: Bool {
    switch options.weights {
    case .array: false
    case .incbin: true
    case nil: memory.constantBytes > EmittedModel.incbinThreshold
    }
  }

  /// Of ``tables``, in order; multiples of 64.
  private var offsets: [Int] {
    var next = 0
    return tables.map { use in
      defer { next += (program.bytes(of: use, library.packing) + 63) / 64 * 64 }
      return next
    }
  }

  /// The assembler file that names the tables.
  func tablesSource(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_tables.S"
    var lines: [String] = []
    for (use, offset) in zip(tables, offsets) {
      let name = names.tables[use] ?? ""
      lines.append("  .global \(name)")
      lines.append("  .set \(name), \(prefix)_tables + \(offset)")
    }
    let bytes = try Template("tables.S").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "tables of the steps.") }),
        ("symbols", { _ in Array((lines.joined(separator: "\n") + "\n").utf8) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// All tables, little-endian.
  func tablesBinary() -> EmittedFile {
    let (program, packing) = (program, library.packing)
    var end = 0
    let pieces = zip(tables, offsets).map { use, offset in
      let gap = offset - end
      end = offset + program.bytes(of: use, packing)
      return { @Sendable () -> [UInt8] in
        var bytes = [UInt8](repeating: 0, count: gap)
        program.values(of: use, packing).appendLittleEndian(to: &bytes)
        return bytes
      }
    }
    return EmittedFile(path: "\(prefix)_weights.bin", pieces: pieces)
  }
}

extension CTable.Values {
  fileprivate func appendLittleEndian(to bytes: inout [UInt8]) {
    func append(_ values: [some FixedWidthInteger]) {
      for value in values { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }
    }
    switch self {
    case .uint8(let values): bytes += values
    case .int8(let values): values.withUnsafeBytes { bytes += $0 }
    case .int16(let values): append(values)
    case .int32(let values): append(values)
    case .uint32(let values): append(values)
    }
  }
}
