import Program
import TestSupport
import Testing

struct PackedNibblesTests {
  @Test func earlierColumnsAreInTheLowBits() {
    let packed = PackedNibbles.pack([1, -1, -8, 7, 0, 3], rows: 2, columns: 3)
    #expect(packed == [0xf1, 0x08, 0x07, 0x03])
  }

  @Test(arguments: [1, 2, 3, 31, 32, 33]) func unpackInvertsPack(columns: Int) {
    var random = SeededRandom(seed: UInt64(columns))
    let values = random.integers(5 * columns, in: Int8(-8)...7)
    let packed = PackedNibbles.pack(values, rows: 5, columns: columns)
    #expect(packed.count == 5 * PackedNibbles.bytes(columns: columns))
    #expect(PackedNibbles.unpack(packed, rows: 5, columns: columns) == values)
  }

  @Test func lastGroupMayBeShort() {
    let counts = [1, 32, 33, 64, 65].map { GroupScales.count(columns: $0, size: 32) }
    #expect(counts == [1, 1, 2, 2, 3])
  }
}
