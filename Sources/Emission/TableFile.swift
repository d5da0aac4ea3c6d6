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

  /// The seal, if there is one, and all tables, little-endian; piece by piece, so that a file
  /// without seal is never held whole. The checksum of a seal needs all tables.
  ///
  /// - Parameter graphHash: SHA-256 of the graph file in hex, or nil.
  func pieces(graphHash: String?) -> [@Sendable () -> [UInt8]] {
    let (program, packing) = (program, packing)
    var end = 0
    var pieces: [@Sendable () -> [UInt8]] = zip(tables, offsets).map { use, offset in
      let gap = offset - end
      end = offset + program.bytes(of: use, packing)
      return {
        var bytes = [UInt8](repeating: 0, count: gap)
        program.values(of: use, packing).appendLittleEndian(to: &bytes)
        return bytes
      }
    }
    let rest = byteCount - end
    pieces.append { [UInt8](repeating: 0, count: rest) }
    guard isSealed else { return pieces }
    let (plain, count) = (pieces, byteCount)
    return [
      {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for piece in plain { bytes += piece() }
        Seal(.weights, length: count, graphHash: graphHash).write(to: &bytes)
        return bytes
      }
    ]
  }
}

extension CTable.Values {
  /// Appends the bytes of the values, as tables have them on the machines that run them.
  func appendLittleEndian(to bytes: inout [UInt8]) {
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
