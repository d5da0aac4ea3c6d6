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
    case nil: contentBytes > EmittedModel.incbinThreshold
    }
  }

  /// Bytes of all tables.
  private var contentBytes: Int {
    tables.reduce(0) { $0 + program.bytes(of: $1, library.packing) }
  }

  /// Bytes between the tables of the file.
  var includedPadding: Int {
    guard let last = tables.last, let offset = offsets.last else { return 0 }
    return offset + program.bytes(of: last, library.packing) - contentBytes
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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(contentBytes + 64 * tables.count)
    for (use, offset) in zip(tables, offsets) {
      bytes.append(contentsOf: repeatElement(0, count: offset - bytes.count))
      program.values(of: use, library.packing).appendLittleEndian(to: &bytes)
    }
    return EmittedFile(path: "\(prefix)_weights.bin", bytes: bytes)
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
