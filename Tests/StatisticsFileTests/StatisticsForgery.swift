import TensorFile
import TestSupport

@testable import StatisticsFile

/// A statistics file taken apart, to be changed and put together again with a valid checksum.
struct StatisticsForgery {
  var metadata: [String: String]
  var tensors: [TensorContent]

  init(_ record: CalibrationRecord) throws {
    (metadata, tensors) = try withTemporaryDirectory { directory in
      try StatisticsFile.write(record, to: directory + "/stats")
      let file = try TensorFile(path: directory + "/stats")
      let tensors = try file.entries.map {
        TensorContent(
          name: $0.name, type: $0.type, shape: $0.shape, bytes: try file.bytes($0.name))
      }
      return (file.metadata, tensors)
    }
  }

  /// Writes the file with the checksum of its contents.
  func write(to path: String) throws {
    var checksum = StatisticsChecksum(metadata)
    for tensor in tensors.sorted(by: { $0.name < $1.name }) {
      checksum.add(name: tensor.name, type: tensor.type, shape: tensor.shape, tensor.bytes)
    }
    var metadata = metadata
    metadata["sha256"] = checksum.text
    try TensorFileWriter.write(tensors, metadata: metadata, to: path)
  }
}
