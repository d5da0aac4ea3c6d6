package import Calibration
package import Evaluation
import FloatReference
package import Model

/// What the rounding of each part costs: the part rounded alone, and everything but the part.
package struct Sensitivity: Hashable, Sendable, Encodable {
  package struct Row: Hashable, Sendable, Encodable {
    /// Name of the part, e.g. `in_proj input`.
    package var part: String
    /// Nil where the part is rounded in all layers.
    package var layer: Int?
    /// Only this part is rounded.
    package var alone: ChangeCost
    /// Every part but this one is rounded.
    package var others: ChangeCost
  }

  /// The float model's mean negative log-likelihood; nil where no true class is known.
  package var floatNLL: Double?
  /// Every part is rounded.
  package var everything: ChangeCost
  /// Sorted by KL divergence of the part alone, the costliest first.
  package var rows: [Row]

  private enum CodingKeys: String, CodingKey {
    case everything, rows
    case floatNLL = "float.nll"
  }

  /// Measures every part that `model` has.
  ///
  /// - Parameters:
  ///   - statistics: Calibration of `model`, which sets the grids.
  ///   - perLayer: Each layer on its own instead of all together.
  ///   - progress: Called with (evaluations done, evaluations in all).
  /// - Throws: ``ModelError`` or ``EvaluationError``.
  package static func measure(
    _ model: Model, statistics: Statistics, on data: DataSet, perLayer: Bool = false,
    progress: ((Int, Int) -> Void)? = nil
  ) throws -> Sensitivity {
    let baseline = try FloatBaseline(FloatReference(model), on: data)
    let places = Place.all(of: model, perLayer: perLayer)
    let runs = 1 + 2 * places.count
    var done = 0
    func cost(_ rounded: [Place]) throws -> ChangeCost {
      defer {
        done += 1
        progress?(done, runs)
      }
      return try Self.cost(of: rounded, model, statistics, baseline)
    }
    let everything = try cost(places)
    var rows: [Row] = []
    for place in places {
      rows.append(
        Row(
          part: place.part.rawValue, layer: place.layer, alone: try cost([place]),
          others: try cost(places.filter { $0 != place })))
    }
    // Stable, so that equal costs keep the order of evaluation.
    let sorted = rows.enumerated().sorted { left, right in
      let (a, b) = (left.element.alone.kl ?? .infinity, right.element.alone.kl ?? .infinity)
      return a == b ? left.offset < right.offset : a > b
    }
    return Sensitivity(
      floatNLL: baseline.nll, everything: everything, rows: sorted.map(\.element))
  }

  private static func cost(
    of places: [Place], _ model: Model, _ statistics: Statistics, _ baseline: FloatBaseline
  ) throws -> ChangeCost {
    var rounded = model
    var activations: [RoundedActivations] = []
    // In the order of evaluation: nil, then the layers.
    for layer in Set(places.map(\.layer)).sorted(by: { ($0 ?? -1) < ($1 ?? -1) }) {
      let parts = Set(places.filter { $0.layer == layer }.map(\.part))
      rounded = rounded.roundingWeights(parts, layer: layer)
      activations.append(RoundedActivations(parts, layer: layer, of: model, statistics))
    }
    return try baseline.cost(
      of: FloatReference(rounded), changedBy: CombinedInterventions(activations))
  }
}
