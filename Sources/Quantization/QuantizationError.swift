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
  /// A part that is to be left out, of a method that does not have it.
  case notInMethod(part: String, method: String, parts: [String])
  /// A part that is to be left out, although another one does nothing without it.
  case neededPart(part: String, by: String)
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
    case .notInMethod(let part, let method, let parts):
      "method '\(method)' has no part '\(part)' to leave out; "
        + (parts.isEmpty ? "it has no parts" : "its parts are \(parts.joined(separator: ", "))")
    case .neededPart(let part, let other):
      "'\(other)' does nothing without '\(part)'; leave out '\(other)' as well"
    }
  }
}
