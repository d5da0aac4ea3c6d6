import Program
import ProgramFixtures
import TestSupport
import Testing

/// The seal before weights and saved states.
struct SealFormatTests {
  @Test func theFormatIsWritten() {
    let hash = "00ff" + String(repeating: "10", count: 30)
    var bytes = [UInt8](repeating: 0, count: 64) + [1, 0, 0, 0, 2, 0, 0, 0]
    Seal(.state, length: 72, graphHash: hash).write(to: &bytes)
    #expect(Array(bytes[0..<16]) == Array("ADRS".utf8) + [1, 0, 0, 0, 72, 0, 0, 0, 0, 0, 0, 0])
    #expect(Array(bytes[16..<48]) == [0x00, 0xff] + [UInt8](repeating: 0x10, count: 30))
    #expect(Array(bytes[64...]) == [1, 0, 0, 0, 2, 0, 0, 0])
    let words = stride(from: 0, to: 72, by: 4).filter { $0 < 48 || $0 >= 64 }.map { offset in
      (0..<4).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[offset + $1]) }
    }
    let weighted = words.enumerated().map { UInt64(words.count - $0) * $1 }
    let sums = Seal.checksum(of: bytes)
    #expect(sums.sum == words.reduce(0, +))
    #expect(sums.sumOfSums == weighted.reduce(0, +))
    #expect(Seal(.state, length: 72, graphHash: hash).check(bytes) == nil)
    #expect(Seal(.weights, length: 72, graphHash: hash).check(bytes) == .foreign)
    #expect(Seal(.state, length: 72, graphHash: nil).check(bytes) == .otherModel)
  }

  /// The bytes that `Runtime-C/checks/check_seal.c` has, too.
  @Test func theBytesAreThoseOfTheRuntime() {
    let hash = (0..<32).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    var bytes = [UInt8](repeating: 0, count: 64) + [0xff, 0xfe, 0xfd, 0xfc, 0x80, 0x7f, 0, 1]
    bytes += [UInt8](repeating: 0xff, count: 8)
    Seal(.state, length: 80, graphHash: hash).write(to: &bytes)
    let sums: [UInt8] = [
      0x7f, 0x3b, 0xd1, 0xd9, 0x03, 0x00, 0x00, 0x00,
      0x08, 0x1a, 0xb9, 0x0b, 0x10, 0x00, 0x00, 0x00,
    ]
    #expect(Array(bytes[48..<64]) == sums)
  }

  @Test func everyChangeOfTwoWordsIsFound() {
    var random = SeededRandom("two words")
    let seal = Seal(.state, length: 256, graphHash: nil)
    var bytes: [UInt8] = random.integers(256, in: UInt8.min...UInt8.max)
    seal.write(to: &bytes)
    for _ in 0..<20_000 {
      var changed = bytes
      let words = [random.int(16...63), random.int(16...63)]
      // A word and its complement of the sum: what a plain sum would not find.
      let delta = UInt32(random.int(1...Int(UInt32.max)))
      for (word, change) in zip(words, [delta, 0 &- delta]) {
        add(change, to: &changed, at: 4 * word)
      }
      #expect((seal.check(changed) == nil) == (changed == bytes))
    }
  }

  private func add(_ change: UInt32, to bytes: inout [UInt8], at offset: Int) {
    bytes.withUnsafeMutableBytes { bytes in
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      bytes.storeBytes(of: word &+ change, toByteOffset: offset, as: UInt32.self)
    }
  }

  @Test func aSavedStateHasWhatLasts() throws {
    let program = TinyPrograms.classifier(seed: 1)
    let saved = try #require(SavedState(of: program))
    let lasting = program.buffers.filter { $0.role == .state || $0.role == .carried }
    #expect(saved.buffers.map { program[$0] } == lasting.filter { $0.count > 0 })
    #expect(saved.byteCount.isMultiple(of: 4) && saved.byteCount > Seal.byteCount + 8)
    #expect(SavedState(of: TinyPrograms.image(seed: 1)) == nil)
  }
}
