import Calibration
import Model

/// A rewrite of the float model that leaves its function unchanged and makes it easier to
/// round.
protocol Transform: Sendable {
  /// Name for people, e.g. `fold norms`.
  var name: String { get }
  /// What must be measured on `model`, the one that the transform is to rewrite.
  func needs(_ model: Model) -> MeasurementNeeds
  func run(_ model: Model, _ activations: Activations) throws -> Model
}
