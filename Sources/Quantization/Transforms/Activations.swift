import Calibration
import FloatReference
import Model

/// Activations of a model, as far as they were measured.
struct Activations {
  let model: Model
  let measurements: Measurements

  /// Largest magnitude of each channel of a site.
  func channelMaximum(_ site: Site) throws(QuantizationError) -> [Float] {
    guard let found = measurements.sites[site], found.count > 0 else {
      throw .missingStatistics(site: site.name(in: model))
    }
    return found.channelMaximum
  }

  /// The second moment of a group of sites.
  func moment(_ group: [Site]) throws(QuantizationError) -> SecondMoment {
    guard let moment = measurements.moments[group], moment.count > 0 else {
      throw .missingStatistics(site: group.first?.name(in: model) ?? "the second moment")
    }
    return moment
  }
}
