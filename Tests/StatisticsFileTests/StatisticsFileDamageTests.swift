import FuzzTargets
import StatisticsFile
import TensorFile
import TestSupport
import Testing

/// Damaged and forged files give an error or an accepted record, never a trap or a hang.
struct StatisticsFileDamageTests {
  private let record = StatisticsFixture.record(seed: 3, data: [["a", "b"], ["b"]])

  @Test func damagedBytesAreErrors() throws {
    var random = SeededRandom()
    try withTemporaryDirectory { directory in
      let path = directory + "/stats"
      let bytes = try StatisticsFixture.bytes(record)
      for _ in 0..<200 {
        try writeFile(mutated(bytes, &random), to: path)
        // White space of the header is not part of the checksum.
        if let accepted = try? StatisticsFile.read(path) { #expect(accepted == record) }
      }
    }
  }

  @Test func truncatedFilesAreErrors() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/stats"
      let bytes = try StatisticsFixture.bytes(record)
      for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 100)) {
        try writeFile(Array(bytes.prefix(count)), to: path)
        #expect(throws: StatisticsFileError.self) { try StatisticsFile.read(path) }
      }
    }
  }

  @Test func forgedTensorsAndMetadataAreErrorsOrMerge() throws {
    var random = SeededRandom()
    var accepted = 0
    try withTemporaryDirectory { directory in
      let path = directory + "/stats"
      let original = try StatisticsForgery(record)
      let keys = original.metadata.keys.sorted()
      for _ in 0..<150 {
        var forgery = original
        if random.int(0...3) == 0 {
          let key = keys[random.int(0...keys.count - 1)]
          let text = mutated(Array((forgery.metadata[key] ?? "").utf8), &random)
          forgery.metadata[key] = String(decoding: text, as: UTF8.self)
        } else {
          let index = random.int(0...forgery.tensors.count - 1)
          let count = forgery.tensors[index].bytes.count
          if count == 0 { continue }
          let byte = random.int(0...count - 1)
          forgery.tensors[index].bytes[byte] = [0, 1, 127, 128, 255][random.int(0...4)]
        }
        try forgery.write(to: path)
        guard var found = try? StatisticsFile.read(path) else { continue }
        accepted += 1
        if let last = found.rounds.indices.last { found.rounds[last].data = ["c"] }
        var merged = record
        try? merged.merge(found)
      }
    }
    #expect(accepted > 25)
  }
}
