package import FloatReference

/// What one round of measuring is to find out about the activations of a model.
package struct MeasurementNeeds: Hashable, Sendable {
  /// Ranges and histograms of all sites.
  package var statistics: Bool
  /// Groups of sites of one width each, whose pooled second moment is wanted; no site stands in
  /// two groups.
  package var moments: [[Site]]

  package init(statistics: Bool = false, moments: [[Site]] = []) {
    self.statistics = statistics
    self.moments = moments
  }

  package var isEmpty: Bool { !statistics && moments.isEmpty }

  package mutating func add(_ other: MeasurementNeeds) {
    statistics = statistics || other.statistics
    moments += other.moments
  }
}
