import TargetDescription

/// How kernels want their weights: the numbers of an `adder_packing.h`, which describes them.
struct Packing: Hashable, Sendable {
  /// Rows and columns of a tile.
  struct Tile: Hashable, Sendable {
    var rows: Int
    var columns: Int
  }

  /// Added to each int8 weight, modulo 256.
  let weightOffset: Int
  /// For int8 inputs and the embedding.
  let int8: Tile
  /// Added to each int8 input by the kernels; their bias makes up for it.
  let int8Offset: Int
  /// For int16 inputs.
  let int16: Tile
  /// For weights of 4 bits.
  let fourBits: Tile
  /// Added to each weight of 4 bits.
  let fourBitOffset: Int

  /// Reads lines of the form `#define ADDER_S8_ROWS 16`.
  ///
  /// - Throws: ``EmissionError/packing(file:name:)`` for a number that is missing or senseless.
  init(_ header: EmbeddedFile) throws(EmissionError) {
    var numbers: [Substring: Int] = [:]
    for line in String(decoding: header.bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count >= 3, words[0] == "#define" { numbers[words[1]] = Int(words[2]) }
    }
    func number(_ name: Substring, _ range: ClosedRange<Int>) throws(EmissionError) -> Int {
      guard let value = numbers[name], range.contains(value) else {
        throw .packing(file: header.path, name: String(name))
      }
      return value
    }
    let sizes = 1...1024
    weightOffset = try number("ADDER_WEIGHT_OFFSET", 0...128)
    int8 = Tile(
      rows: try number("ADDER_S8_ROWS", sizes), columns: try number("ADDER_S8_COLUMNS", sizes))
    int8Offset = try number("ADDER_S8_OFFSET", 0...128)
    int16 = Tile(
      rows: try number("ADDER_S16_ROWS", sizes), columns: try number("ADDER_S16_COLUMNS", sizes))
    fourBits = Tile(
      rows: try number("ADDER_W4_ROWS", sizes), columns: try number("ADDER_W4_COLUMNS", 2...32))
    fourBitOffset = try number("ADDER_W4_OFFSET", 0...8)
    guard 32 % fourBits.columns == 0, fourBits.columns % 2 == 0 else {
      throw .packing(file: header.path, name: "ADDER_W4_COLUMNS")
    }
  }
}

extension Packing {
  /// A matrix [rows, columns] of int8 weights in tiles, each element with the offset.
  func pack(_ values: [Int8], in tile: Tile, rows: Int, columns: Int) -> [Int8] {
    let packed = tile.pack(values, rows: rows, columns: columns)
    let offset = Int8(truncatingIfNeeded: weightOffset)
    return offset == 0 ? packed : packed.map { $0 &+ offset }
  }
}

extension Packing.Tile {
  /// Tiles side by side that cover `columns`.
  func across(_ columns: Int) -> Int { (columns + self.columns - 1) / self.columns }

  /// Tiles below one another that cover `rows`.
  func down(_ rows: Int) -> Int { (rows + self.rows - 1) / self.rows }

  /// Elements of the tiles that cover a matrix.
  func elements(rows: Int, columns: Int) -> Int {
    down(rows) * across(columns) * self.rows * self.columns
  }

  /// A matrix [rows, columns] cut into tiles, which are 0 beyond it.
  func pack(_ values: [Int8], rows: Int, columns: Int) -> [Int8] {
    if self.rows == 1, self.columns == 1 { return values }
    var packed = [Int8](repeating: 0, count: elements(rows: rows, columns: columns))
    let across = across(columns)
    for row in 0..<rows {
      for column in stride(from: 0, to: columns, by: self.columns) {
        let tile = row / self.rows * across + column / self.columns
        let start = (tile * self.rows + row % self.rows) * self.columns
        for k in 0..<min(self.columns, columns - column) {
          packed[start + k] = values[row * columns + column + k]
        }
      }
    }
    return packed
  }
}
