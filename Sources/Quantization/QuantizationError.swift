/// Why a model cannot be quantized.
package enum QuantizationError: Error, Hashable, Sendable {
  /// An operation or value in a place that the integer program has no step for.
  case unsupportedGraph(value: String, reason: String)
  /// The calibration run saw nothing at a site.
  case missingStatistics(site: String)
  /// Measurements of a site that the model does not have, or has in another width.
  case foreignStatistics(site: String)
  /// A range that cannot be represented even with the coarsest scale.
  case rangeExceeded(place: String, need: String)
}

extension QuantizationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unsupportedGraph(let value, let reason):
      "value '\(value)' has no integer form: \(reason)"
    case .missingStatistics(let site):
      "no calibration statistics for \(site); calibrate with at least one whole sequence"
    case .foreignStatistics(let site):
      "the calibration statistics of \(site) do not fit the model; calibrate again"
    case .rangeExceeded(let place, let need):
      "\(place) does not fit its integer format: \(need)"
    }
  }
}
