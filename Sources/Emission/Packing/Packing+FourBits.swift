import Program

extension Packing {
  /// Weights of 4 bits in tiles.
  ///
  /// - Parameter table: Rows of ``PackedNibbles``.
  func packFourBits(_ table: [UInt8], rows: Int, columns: Int) -> [UInt8] {
    let values = PackedNibbles.unpack(table, rows: rows, columns: columns)
    let tiles = fourBits.pack(values, rows: rows, columns: columns)
    let half = fourBits.columns / 2
    var packed: [UInt8] = []
    packed.reserveCapacity(tiles.count / 2)
    for row in stride(from: 0, to: tiles.count, by: fourBits.columns) {
      for k in row..<row + half {
        let low = UInt8(truncatingIfNeeded: Int(tiles[k]) + fourBitOffset) & 15
        let high = UInt8(truncatingIfNeeded: Int(tiles[k + half]) + fourBitOffset) & 15
        packed.append(low | high << 4)
      }
    }
    return packed
  }

  /// Scales of groups as [rows / tile rows, groups, tile rows], 0 beyond the matrix.
  func packGroupScales(_ scales: [UInt8], rows: Int, groups: Int) -> [UInt8] {
    let tile = Tile(rows: fourBits.rows, columns: 1)
    return tile.pack(scales.map { Int8(bitPattern: $0) }, rows: rows, columns: groups)
      .map { UInt8(bitPattern: $0) }
  }

  /// The bias of a matrix [rows, columns] for kernels that take inputs with an offset.
  ///
  /// Modulo 2^32, as the kernels add: only what a row comes to is proved to fit.
  func packBias(_ bias: [Int32]?, weight: [Int8], columns: Int) -> [Int32] {
    (0..<weight.count / max(1, columns)).map { row in
      let sum = weight[row * columns..<(row + 1) * columns].reduce(0) { $0 + Int($1) }
      return Int32(truncatingIfNeeded: Int(bias?[row] ?? 0) - int8Offset * sum)
    }
  }
}
