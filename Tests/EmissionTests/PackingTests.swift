@testable import Emission
import Program
import TargetDescription
import TestSupport
import Testing

private func packing(_ changes: [(String, String)] = []) throws(EmissionError) -> Packing {
  var numbers: [(String, String)] = [
    ("ADDER_WEIGHT_OFFSET", "0"), ("ADDER_S8_ROWS", "4"), ("ADDER_S8_COLUMNS", "2"),
    ("ADDER_S8_OFFSET", "128"),
    ("ADDER_S16_ROWS", "2"), ("ADDER_S16_COLUMNS", "1"), ("ADDER_W4_ROWS", "2"),
    ("ADDER_W4_COLUMNS", "8"), ("ADDER_W4_OFFSET", "8"),
  ]
  for (name, value) in changes {
    numbers.removeAll { $0.0 == name }
    if !value.isEmpty { numbers.append((name, value)) }
  }
  let text = numbers.map { "#define \($0.0) \($0.1) /* why */\n" }.joined()
  return try Packing(EmbeddedFile(path: "x/adder_packing.h", bytes: Array(text.utf8)))
}

@Test(arguments: [(1, 1), (4, 2), (5, 7), (16, 3), (17, 16)])
func tilesHoldEveryElementAndZeros(rows: Int, columns: Int) throws {
  var random = SeededRandom("tiles \(rows) \(columns)")
  let values = random.integers(rows * columns, in: Int8(-127)...127)
  let tile = try packing().int8
  let packed = tile.pack(values, rows: rows, columns: columns)
  #expect(packed.count == tile.elements(rows: rows, columns: columns))
  var rest = packed
  for row in 0..<rows {
    for column in 0..<columns {
      let index =
        (row / 4 * tile.across(columns) + column / 2) * 8 + row % 4 * 2 + column % 2
      #expect(packed[index] == values[row * columns + column])
      rest[index] = 0
    }
  }
  #expect(rest.allSatisfy { $0 == 0 })
}

@Test func theOffsetIsAddedToWeightsAndPadding() throws {
  let packing = try packing([("ADDER_WEIGHT_OFFSET", "128")])
  let packed = packing.pack([-127, 0, 127], in: packing.int16, rows: 3, columns: 1)
  #expect(packed.map { UInt8(bitPattern: $0) } == [1, 128, 255, 128])
  #expect(packing.note(on: .int16Matrix) == ", in tiles of 2 x 1, each plus 128")
}

@Test func fourBitTilesPairColumnsHalfATileApart() throws {
  let values: [Int8] = [-7, -6, -5, -4, -3, -2, -1, 0, 1, 7, 7]
  let table = PackedNibbles.pack(values, rows: 1, columns: 11)
  let packed = try packing().packFourBits(table, rows: 1, columns: 11)
  // Two tiles of two rows: the second row and the columns from 11 on are 0, stored as 8.
  #expect(packed.count == 16)
  #expect(packed.prefix(4) == [0x51, 0x62, 0x73, 0x84])
  #expect(packed[4..<8].allSatisfy { $0 == 0x88 })
  #expect(packed[8..<12] == [0x89, 0x8f, 0x8f, 0x88])
}

@Test func theBiasMakesUpForTheOffset() throws {
  let weight: [Int8] = [1, -2, 3, 100, 100, -127]
  #expect(try packing().packBias([5, -5], weight: weight, columns: 3) == [5 - 256, -5 - 128 * 73])
  #expect(try packing().packBias(nil, weight: weight, columns: 3) == [-256, -128 * 73])
}

@Test func theBiasWrapsAsTheSumOfTheKernelDoes() throws {
  let weight = Array(repeating: Int8(-127), count: 16)
  #expect(
    try packing().packBias([.max], weight: weight, columns: 16) == [.max &+ 128 * 127 * 16])
  #expect(
    try packing().packBias([.min], weight: weight.map { -$0 }, columns: 16)
      == [.min &- 128 * 127 * 16])
}

@Test func senselessPackingsAreErrors() {
  func error(_ name: String, _ value: String) -> String? {
    do throws(EmissionError) {
      _ = try packing([(name, value)])
      return nil
    } catch { return error.description }
  }
  #expect(error("ADDER_S8_ROWS", "16") == nil)
  for (name, value) in [
    ("ADDER_S8_ROWS", ""), ("ADDER_S16_COLUMNS", "0"), ("ADDER_S8_OFFSET", "129"),
    ("ADDER_W4_COLUMNS", "12"), ("ADDER_W4_COLUMNS", "1"), ("ADDER_S8_COLUMNS", "many"),
    ("ADDER_WEIGHT_OFFSET", "-1"),
  ] {
    #expect(
      error(name, value) == "x/adder_packing.h: '\(name)' is missing or out of range")
  }
}
