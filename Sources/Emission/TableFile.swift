import CSyntax
import Program

/// The tables of a model as one binary file, each at its place.
///
/// An assembler file includes it, or the program maps or loads it: either way the time to compile
/// does not grow with the weights.
struct TableFile {
  /// Bytes of tables above which they are a file unless the caller says otherwise.
  static let largestArrays = 4 << 20

  let program: Program
  let tables: [TableUse]
  let packing: Packing
  /// Of the file and of each table in it.
  let alignment: Int
  /// Whether the file begins with a seal.
  let isSealed: Bool
  /// Where each of ``tables`` begins in the file.
  let offsets: [Int]
  /// Of the whole file; a multiple of 4.
  let byteCount: Int

  /// - Parameter alignment: A power of two of at least 16; nil for 64.
  init(
    _ program: Program, _ tables: [TableUse], _ packing: Packing, alignment: Int?, isSealed: Bool
  ) {
    self.program = program
    self.tables = tables
    self.packing = packing
    self.isSealed = isSealed
    let alignment = alignment ?? 64
    self.alignment = alignment
    var next = isSealed ? Seal.byteCount : 0
    offsets = tables.map { use in
      let offset = (next + alignment - 1) / alignment * alignment
      next = offset + program.bytes(of: use, packing)
      return offset
    }
    byteCount = (next + 3) / 4 * 4
  }

  /// Bytes between the tables.
  var paddingBytes: Int {
    byteCount - tables.reduce(0) { $0 + program.bytes(of: $1, packing) }
      - (isSealed ? Seal.byteCount : 0)
  }

  /// The address of each table in C that has that of the file as `weights`.
  var addresses: [TableUse: String] {
    var addresses: [TableUse: String] = [:]
    for (use, offset) in zip(tables, offsets) {
      addresses[use] = "(const void *)(weights + \(offset))"
    }
    return addresses
  }

  /// The seal, if there is one, and all tables, little-endian.
  ///
  /// - Parameter graphHash: SHA-256 of the graph file in hex, or nil.
  func bytes(graphHash: String?) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    for (use, offset) in zip(tables, offsets) {
      bytes.append(contentsOf: repeatElement(0, count: offset - bytes.count))
      program.values(of: use, packing).appendLittleEndian(to: &bytes)
    }
    bytes.append(contentsOf: repeatElement(0, count: byteCount - bytes.count))
    if isSealed { Seal(.weights, length: byteCount, graphHash: graphHash).write(to: &bytes) }
    return bytes
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
