/// Integers of 4 bits in two's complement, two to a byte, each row in bytes of its own.
///
/// Byte `k` of a row holds column `2 k` in its low and column `2 k + 1` in its high four bits.
/// An odd row leaves the high bits of its last byte 0.
package enum PackedNibbles {
  /// Bytes of a row.
  package static func bytes(columns: Int) -> Int { (columns + 1) / 2 }

  /// Packs [rows, columns] elements of -8...7.
  package static func pack(_ values: [Int8], rows: Int, columns: Int) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: rows * bytes(columns: columns))
    for row in 0..<rows {
      for column in 0..<columns {
        let nibble = UInt8(bitPattern: values[row * columns + column]) & 15
        let byte = row * bytes(columns: columns) + column / 2
        packed[byte] |= column.isMultiple(of: 2) ? nibble : nibble << 4
      }
    }
    return packed
  }

  /// The elements [rows, columns] of a packed table.
  package static func unpack(_ packed: [UInt8], rows: Int, columns: Int) -> [Int8] {
    let stride = bytes(columns: columns)
    return packed.withUnsafeBufferPointer { packed in
      [Int8](unsafeUninitializedCapacity: rows * columns) { values, count in
        for row in 0..<rows {
          for column in 0..<columns {
            let byte = packed[row * stride + column / 2]
            let high = column.isMultiple(of: 2) ? byte << 4 : byte & 0xf0
            values[row * columns + column] = Int8(bitPattern: high) >> 4
          }
        }
        count = rows * columns
      }
    }
  }
}
