package import Evaluation
import FloatReference
package import Model

/// The outlier channels of a model's activations and what they carry (Mamba-PTQ, Pierro and
/// Abreu 2024).
package struct Outliers: Hashable, Sendable, Encodable {
  package struct Row: Hashable, Sendable, Encodable {
    package var site: OutlierSite
    package var layer: Int
    package var channels: Int
    /// Largest magnitude over all channels.
    package var maximum: Float
    /// Largest magnitude over the median of the channels' largest magnitudes; nil if that is 0.
    package var ratioToMedian: Double?
    /// By the rule of LLM.int8 for a single layer.
    package var large: [Int]
    /// Above the mean by several standard deviations.
    package var bySigma: [Int]
    /// Several times the median.
    package var byRatio: [Int]
    /// Share of the site's energy, the sum of squares, that lies in the channels of any rule.
    package var energyShare: Double
    /// What it costs to zero the channels of any rule; nil where there is none, or if it was not
    /// measured.
    package var zeroed: ChangeCost?
    /// The control: what it costs to zero as many other channels, drawn at random, or
    /// all others where there are fewer.
    package var control: ChangeCost?

    /// Channels of any rule, ascending.
    package var outliers: [Int] { Set(large + bySigma + byRatio).sorted() }
  }

  /// The float model's mean negative log-likelihood; nil where no true class is known.
  package var floatNLL: Double?
  /// Layer after layer, sites in the order of ``OutlierSite``.
  package var rows: [Row]

  private enum CodingKeys: String, CodingKey {
    case rows
    case floatNLL = "float.nll"
  }

  /// - Parameters:
  ///   - zeroing: Also measures what zeroing costs, and what zeroing as many random channels
  ///     costs: two evaluations for each site with outliers.
  ///   - progress: Called with (evaluations done, evaluations in all).
  /// - Throws: ``ModelError``, ``FloatReferenceError`` or ``EvaluationError``.
  package static func find(
    in model: Model, on data: DataSet, rules: OutlierRules = OutlierRules(),
    zeroing: Bool = true, progress: ((Int, Int) -> Void)? = nil
  ) throws -> Outliers {
    let reference = try FloatReference(model)
    let baseline = try FloatBaseline(reference, on: data)
    var places: [(mixer: Mixer, site: OutlierSite)] = []
    for case .mixer(let mixer) in model.body {
      places += OutlierSite.allCases.map { (mixer, $0) }
    }
    let energies = try energies(
      of: Set(places.compactMap { $0.site.site(in: $0.mixer) }), reference, data)
    var rows: [Row] = []
    for (index, place) in places.enumerated() {
      guard let site = place.site.site(in: place.mixer), let energy = energies[site]
      else { continue }
      var row = Row(place.site, layer: place.mixer.layer, energy, rules)
      if zeroing, !row.outliers.isEmpty {
        row.zeroed = try baseline.cost(
          of: reference, changedBy: ZeroedChannels(site: site, channels: row.outliers))
        row.control = try baseline.cost(
          of: reference,
          changedBy: ZeroedChannels(
            site: site,
            channels: RandomChannels.others(
              than: row.outliers, of: row.channels, seed: UInt64(index))))
      }
      rows.append(row)
      progress?(index + 1, places.count)
    }
    return Outliers(floatNLL: baseline.nll, rows: rows)
  }

  /// Sums within each sequence, then over sequences in order: the same for every number of
  /// threads.
  private static func energies(
    of sites: Set<Site>, _ reference: FloatReference, _ data: DataSet
  ) throws -> [Site: ChannelEnergy] {
    let parts = try reference.evaluate(
      data.sequences, progress: nil, start: { [(Int, [Site: ChannelEnergy])]() }, finish: { $0 }
    ) { (parts, index, session) throws(FloatReferenceError) in
      var observer = EnergyObserver(sites)
      try session.run(data.sequences[index], observer: &observer) { _ in }
      parts.append((index, observer.energies))
    }
    var sum: [Site: ChannelEnergy] = [:]
    for (_, energies) in parts.joined().sorted(by: { $0.0 < $1.0 }) {
      sum.merge(energies) { left, right in
        var both = left
        both += right
        return both
      }
    }
    return sum
  }
}

extension Outliers.Row {
  init(_ site: OutlierSite, layer: Int, _ energy: ChannelEnergy, _ rules: OutlierRules) {
    self.site = site
    self.layer = layer
    channels = energy.maximum.count
    maximum = energy.maximum.max() ?? 0
    let median = OutlierRules.median(energy.maximum)
    ratioToMedian = median > 0 ? Double(maximum) / median : nil
    large = OutlierRules.byLarge(energy.large, positions: energy.positions)
    bySigma = rules.bySigma(energy.maximum)
    byRatio = rules.byRatio(energy.maximum)
    energyShare = 0
    let total = energy.energy.reduce(0, +)
    if total > 0 { energyShare = outliers.reduce(0) { $0 + energy.energy[$1] } / total }
  }
}
