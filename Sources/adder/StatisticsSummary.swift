import Calibration
import FloatReference
import Foundation
import Model
import StatisticsFile

/// What `adder inspect` says of statistics.
struct StatisticsSummary: Encodable {
  var kind = "statistics"
  var checkpoint: String
  var method: String
  var weightBits: Int
  var options: [String]
  var roundCount: Int
  /// Hashes of the data of each round.
  var data: [[String]]
  /// All sites of all rounds that measured ranges.
  var sites: [SiteSummary]

  /// The magnitudes at one site. Percentiles are upper edges of histogram bins, 1/32 octave
  /// apart; nil for a mixer's state, of which no histogram is kept.
  struct SiteSummary: Encodable {
    var round: Int
    var site: String
    var width: Int
    var positions: Int
    var absmax: Float
    var p99: Float?
    var p99_9: Float?
    var p99_99: Float?

    init(round: Int, site: String, _ statistics: SiteStatistics) {
      self.round = round
      self.site = site
      width = statistics.width
      positions = statistics.count
      absmax = statistics.maximum
      if !statistics.histogram.isEmpty {
        p99 = statistics.percentile(0.99)
        p99_9 = statistics.percentile(0.999)
        p99_99 = statistics.percentile(0.9999)
      }
    }

    /// Columns of the table.
    var text: String {
      [absmax, p99, p99_9, p99_99]
        .map { $0.map { String(format: "%10.4g", Double($0)) } ?? "         -" }
        .joined()
    }
  }

  init(_ record: CalibrationRecord) {
    checkpoint = record.checkpoint
    method = record.method
    weightBits = record.weightBits
    options = record.options
    roundCount = record.roundCount
    data = record.rounds.map(\.data)
    sites = record.rounds.enumerated().flatMap { index, round in
      round.measurements.sites.sorted { $0.key.order < $1.key.order }.map {
        SiteSummary(round: index + 1, site: $0.key.name(of: record.valueNames), $0.value)
      }
    }
  }

  var rows: [(String, String)] {
    let count = data.last?.count ?? 0
    var rows = [
      ("statistics", "round \(data.count) of \(roundCount)"),
      ("method", ([method, "\(weightBits) bits"] + options).joined(separator: " ")),
      ("data", count == 1 ? "1 file" : "\(count) files"),
      ("checkpoint", "sha256 \(checkpoint)"),
    ]
    for round in 1...max(data.count, 1) {
      let sites = sites.filter { $0.round == round }
      if sites.isEmpty { continue }
      rows.append(("round \(round)", "    absmax       p99     p99.9    p99.99"))
      rows += sites.map { ("  " + $0.site, $0.text) }
    }
    return rows
  }
}

extension Site {
  /// Position in lists: values, then the layers, each in the order of evaluation.
  fileprivate var order: (Int, Int) {
    switch self {
    case .value(let id): (-1, id.index)
    case .mixer(let layer, let site):
      (layer, MixerSite.allCases.firstIndex(of: site) ?? 0)
    case .backward(let layer, let site):
      (layer, MixerSite.allCases.count + (MixerSite.allCases.firstIndex(of: site) ?? 0))
    }
  }

  /// Name for people.
  fileprivate func name(of values: [String]) -> String {
    switch self {
    case .value(let id):
      values.indices.contains(id.index) ? values[id.index] : "value \(id.index)"
    case .mixer(let layer, let site): "layer \(layer) \(site.rawValue)"
    case .backward(let layer, let site): "layer \(layer) backward \(site.rawValue)"
    }
  }
}
