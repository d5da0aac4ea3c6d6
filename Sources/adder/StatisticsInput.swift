import Checkpoint
import Model
import Quantization
import StatisticsFile
import TensorFile

/// Statistics that a command goes on from.
enum StatisticsInput {
  /// The rounds of `record`, taken on the checkpoint that it was measured on.
  ///
  /// - Parameter path: The file of the record, for errors.
  static func rounds(
    after record: CalibrationRecord, _ path: String, checkpoint: String, groupSize: Int
  ) throws -> QuantizationRounds {
    let unknown = StatisticsFileError.unknownMethod(
      path: path, method: record.method, weightBits: record.weightBits,
      rounds: record.roundCount)
    guard let method = QuantizationOptions.Method(rawValue: record.method),
      let bits = QuantizationOptions.WeightBits(rawValue: record.weightBits)
    else { throw unknown }
    var rounds = try QuantizationRounds(
      Checkpoint.load(directory: checkpoint),
      options: QuantizationOptions(method: method, weightBits: bits, groupSize: groupSize))
    guard rounds.model.checkpointHash == record.checkpoint else {
      throw StatisticsFileError.otherCheckpoint(
        path: path, madeFrom: record.checkpoint, given: rounds.model.checkpointHash)
    }
    guard rounds.count == record.roundCount else { throw unknown }
    for round in record.rounds { try rounds.take(round.measurements) }
    return rounds
  }

  /// - Throws: ``StatisticsFileError`` where the last round in `path` lacks data.
  static func requireAllData(_ record: CalibrationRecord, _ path: String) throws {
    let missing = record.missingData
    guard missing.isEmpty else {
      throw StatisticsFileError.missingData(
        path: path, round: record.rounds.count, missing: missing,
        count: record.data.count + missing.count)
    }
  }

  /// - Throws: ``StatisticsFileError`` where `path` lacks data or rounds.
  static func requireComplete(_ record: CalibrationRecord, _ path: String) throws {
    try requireAllData(record, path)
    guard record.isComplete else {
      throw StatisticsFileError.missingRounds(
        path: path, finished: record.rounds.count, count: record.roundCount)
    }
  }
}

extension DataSet {
  /// One set of several data files, the same whatever their order.
  init(joining files: [DataSet]) {
    let files = files.sorted { $0.hash < $1.hash }
    self.init(
      sequences: Sequences(joining: files.map(\.sequences)), labels: nil,
      hash: SHA256.hex(ofFiles: files.map(\.hash)))
  }
}
