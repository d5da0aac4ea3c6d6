package import FloatReference
package import Model

/// Why a model cannot be calibrated.
package enum CalibrationError: Error, Hashable, Sendable, CustomStringConvertible {
  case model(ModelError)
  case evaluation(FloatReferenceError)
  case noPositions
  case notFinite(site: String)

  package var description: String {
    switch self {
    case .model(let error):
      "the model is not well formed: \(error)"
    case .evaluation(let error):
      "the calibration data do not fit the model: \(error)"
    case .noPositions:
      "the calibration data hold no positions; give at least one sequence"
    case .notFinite(let site):
      "\(site) is infinite or undefined on the calibration data; "
        + "check the data for extreme values, and the checkpoint"
    }
  }
}
