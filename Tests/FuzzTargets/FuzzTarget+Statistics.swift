import StatisticsFile
import TensorFile
import TestSupport

/// Files with a checksum over their contents, which no mutation would ever hit.
enum ChecksumRepair {
  /// `bytes` with the checksum `stored` replaced by one of the same length, where it is.
  static func replace(_ stored: String?, by computed: String, in bytes: [UInt8]) -> [UInt8] {
    guard let stored, stored.utf8.count == computed.utf8.count,
      let range = bytes.firstRange(of: Array(stored.utf8))
    else { return bytes }
    var bytes = bytes
    bytes.replaceSubrange(range, with: computed.utf8)
    return bytes
  }
}

extension FuzzTarget {
  static let statistics = FuzzTarget(
    "statistics", covers: ["Sources/StatisticsFile"],
    seeds: {
      [
        try StatisticsFixture.bytes(StatisticsFixture.part(1)),
        try StatisticsFixture.bytes(StatisticsFixture.record(seed: 2, data: [["a"], ["b", "c"]])),
      ]
    }
  ) { bytes in
    try ScratchDirectory.withFile(bytes, "statistics") { path in
      let file = try TensorFile(path: path)
      var checksum = StatisticsChecksum(file.metadata)
      for entry in file.entries.sorted(by: { $0.name < $1.name }) {
        checksum.add(
          name: entry.name, type: entry.type, shape: entry.shape, try file.bytes(entry.name))
      }
      let repaired = ChecksumRepair.replace(
        file.metadata["sha256"], by: checksum.text, in: bytes)
      try ScratchDirectory.overwrite(path, repaired)
      let record = try StatisticsFile.read(path)
      try StatisticsFile.write(record, to: path + ".again")
      let again = try StatisticsFile.read(path + ".again")
      precondition(again == record, "what is written is read again")
      _ = try StatisticsFile.merge([path, path + ".again"])
    }
  }
}
