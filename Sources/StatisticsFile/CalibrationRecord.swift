package import Calibration

/// What calibration has measured of a checkpoint so far: finished rounds, each over the same
/// data, and a last one over some or all of that data.
package struct CalibrationRecord: Hashable, Sendable {
  /// One measurement over some data.
  package struct Round: Hashable, Sendable {
    /// SHA-256 of each data file, sorted, lower-case hex.
    package var data: [String]
    package var measurements: Measurements

    package init(data: [String], measurements: Measurements) {
      self.data = data.sorted()
      self.measurements = measurements
    }
  }

  /// SHA-256 of the checkpoint.
  package var checkpoint: String
  /// Method of quantization, which decides what the rounds measure.
  package var method: String
  /// Bits of the large weights, 8 or 4; the same.
  package var weightBits: Int
  /// How the data was read, as a graph records it.
  package var options: [String]
  /// Names of the model's values, for people.
  package var valueNames: [String]
  /// Rounds that the method takes.
  package var roundCount: Int
  /// At least one; at most ``roundCount``.
  package var rounds: [Round]

  package init(
    checkpoint: String, method: String, weightBits: Int, options: [String],
    valueNames: [String], roundCount: Int, rounds: [Round] = []
  ) {
    self.checkpoint = checkpoint
    self.method = method
    self.weightBits = weightBits
    self.options = options
    self.valueNames = valueNames
    self.roundCount = roundCount
    self.rounds = rounds
  }

  /// Data of the last round.
  package var data: [String] { rounds.last?.data ?? [] }

  /// Data of the rounds before that the last one has not seen yet.
  package var missingData: [String] {
    guard rounds.count > 1 else { return [] }
    let seen = Set(data)
    return rounds[rounds.count - 2].data.filter { !seen.contains($0) }
  }

  /// True if the last round has seen all data and is the last of all.
  package var isComplete: Bool { missingData.isEmpty && rounds.count == roundCount }
}
