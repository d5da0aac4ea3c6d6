import Calibration
import FloatReference
import Model

/// A rewrite of the float model that leaves its function unchanged and makes it easier to
/// round.
protocol Transform: Sendable {
  /// Name for people, e.g. `fold norms`.
  var name: String { get }
  /// What must be measured on `model`, the one that the transform is to rewrite.
  func needs(_ model: Model) -> MeasurementNeeds
  func run(_ model: Model, _ measurements: Measurements) throws -> Model
}

/// What transforms want to know about the activations of a model.
struct MeasurementNeeds: Hashable, Sendable {
  /// Ranges of all sites.
  var statistics = false
  /// Groups of sites whose pooled second moment is wanted.
  var moments: [[Site]] = []

  init(statistics: Bool = false, moments: [[Site]] = []) {
    self.statistics = statistics
    self.moments = moments
  }

  /// Runs over the calibration data that it takes.
  var runs: Int { (statistics ? 1 : 0) + (moments.isEmpty ? 0 : 1) }

  mutating func add(_ other: MeasurementNeeds) {
    statistics = statistics || other.statistics
    moments += other.moments
  }
}

/// Activations of a model, as far as they were asked for.
struct Measurements: Sendable {
  private let statistics: Statistics?
  private let moments: [[Site]: SecondMoment]
  private let model: Model

  /// Measures `needs` on `model`.
  init(
    _ needs: MeasurementNeeds, of model: Model, on data: DataSet,
    progress: ((Int, Int) -> Void)?
  ) throws(CalibrationError) {
    self.model = model
    statistics =
      needs.statistics ? try Calibrator.run(model, on: data, progress: progress) : nil
    guard !needs.moments.isEmpty else {
      moments = [:]
      return
    }
    let found = try Calibrator.secondMoments(
      of: needs.moments, in: model, on: data, progress: progress)
    var moments: [[Site]: SecondMoment] = [:]
    for (group, moment) in zip(needs.moments, found) { moments[group] = moment }
    self.moments = moments
  }

  /// Largest magnitude of each channel of a site.
  func channelMaximum(_ site: Site) throws(QuantizationError) -> [Float] {
    guard let found = statistics?.sites[site], found.count > 0 else {
      throw .missingStatistics(site: site.name(in: model))
    }
    return found.channelMaximum
  }

  func moment(_ group: [Site]) throws(QuantizationError) -> SecondMoment {
    guard let moment = moments[group], moment.count > 0 else {
      throw .missingStatistics(site: group.first?.name(in: model) ?? "the second moment")
    }
    return moment
  }
}
