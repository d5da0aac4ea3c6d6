import Calibration

extension CalibrationRecord {
  /// What keeps two records from being merged.
  package enum Difference: Hashable, Sendable {
    case checkpoint(String, String)
    case method(String, String)
    case weightBits(Int, Int)
    case options([String], [String])
    case round(Int, Int)
    /// The rounds before the last one are not the same.
    case earlierRounds
    /// SHA-256 of data that both have seen.
    case sameData(String)
    /// Tensors of one name differ in width.
    case widths
  }

  /// Adds the last round of `other`; exact, in any order.
  package mutating func merge(_ other: CalibrationRecord) throws(Difference) {
    if checkpoint != other.checkpoint { throw .checkpoint(checkpoint, other.checkpoint) }
    if method != other.method { throw .method(method, other.method) }
    if weightBits != other.weightBits { throw .weightBits(weightBits, other.weightBits) }
    if options != other.options { throw .options(options, other.options) }
    if rounds.count != other.rounds.count { throw .round(rounds.count, other.rounds.count) }
    guard rounds.dropLast() == other.rounds.dropLast(), roundCount == other.roundCount,
      valueNames == other.valueNames, let last = rounds.popLast(), let added = other.rounds.last
    else { throw .earlierRounds }
    let seen = Set(last.data)
    if let again = added.data.first(where: seen.contains) { throw .sameData(again) }
    guard last.measurements.canMerge(added.measurements) else { throw .widths }
    var measurements = last.measurements
    measurements.merge(added.measurements)
    rounds.append(Round(data: last.data + added.data, measurements: measurements))
  }
}

extension CalibrationRecord.Difference: Error {}

extension Measurements {
  /// True if what both have measured is of one width.
  fileprivate func canMerge(_ other: Measurements) -> Bool {
    other.sites.allSatisfy { sites[$0.key]?.width ?? $0.value.width == $0.value.width }
      && other.moments.allSatisfy {
        moments[$0.key]?.width ?? $0.value.width == $0.value.width
      }
  }
}
