import Analysis
import Evaluation

extension ReportPage {
  var outliers: ReportSection {
    let (id, title) = ("outliers", "Outlier channels")
    guard let outliers = content.outliers else { return .missing(id, title, Self.calibrated) }
    let found = outliers.rows.filter { !$0.outliers.isEmpty }
    let strips = OutlierSite.allCases.map { site in
      StripChart.Row(
        label: site.rawValue,
        values: outliers.rows.filter { $0.site == site }.compactMap(\.ratioToMedian))
    }
    let highest = strips.flatMap(\.values).max() ?? 1
    return ReportSection(
      id: id, title: title,
      content: [
        .reading(
          "Channels of the float model that stand out by one of three rules: a magnitude of "
            + "\(large) or more at \(Figure.percent(OutlierRules.largeShare, 0)) of the positions "
            + "(LLM.int8), a largest magnitude above the mean by \(sigmas) standard deviations, "
            + "or above \(ratio) times the median. Each mark is a layer; the dashed line is the "
            + "rule of the median."),
        StripChart(
          title: "Largest channel over the median channel, by site and layer",
          axisLabel: "largest channel over the median channel (logarithmic)",
          rows: strips.filter { !$0.values.isEmpty },
          axis: .logarithmic(from: 1, to: max(highest, 10)), threshold: OutlierRules().ratio
        ).markup(),
        .tag(
          "p",
          text: found.isEmpty
            ? "No site has outlier channels."
            : "\(found.count) of \(outliers.rows.count) sites have outlier channels. The table counts "
              + "them by rule, with the share of the energy that they hold, the cost of zeroing "
              + "them, and that of zeroing as many random channels (KL divergence, nats)."),
      ] + (found.isEmpty ? [] : [outlierTable(found)]))
  }

  private var large: String { Figure.significant(Double(OutlierRules.large), 2) }
  private var sigmas: Int { Int(OutlierRules().sigmas) }
  private var ratio: Int { Int(OutlierRules().ratio) }

  /// The sites where zeroing costs most, and all of them behind a click.
  private func outlierTable(_ rows: [Outliers.Row]) -> Markup {
    let shown = 12
    guard rows.count > shown else { return table(of: rows) }
    let order = rows.indices.sorted {
      let (a, b) = (rows[$0].zeroed?.kl ?? 0, rows[$1].zeroed?.kl ?? 0)
      return a == b ? $0 < $1 : a > b
    }
    return .tag(
      "div", ["class": "stack"],
      [
        .tag("p", ["class": "note"], text: "The \(shown) that cost most:"),
        table(of: order.prefix(shown).map { rows[$0] }),
        .details("All \(rows.count) sites with outliers", [table(of: rows)]),
      ])
  }

  private func table(of rows: [Outliers.Row]) -> Markup {
    Table(
      columns: [
        .text("Layer"), .text("Site"), .number("Channels"), .number("× median"),
        .number("≥ \(large)"), .number("\(sigmas) σ"), .number("\(ratio) ×"), .number("Energy"),
        .number("Zeroed"), .number("Random"), .number("Which"),
      ],
      rows: rows.map { row in
        [
          "\(row.layer)", "\(row.site.rawValue)", "\(Figure.grouped(row.channels))",
          "\(row.ratioToMedian.map { Figure.significant($0) } ?? "–")",
          "\(row.large.count)", "\(row.bySigma.count)", "\(row.byRatio.count)",
          "\(Figure.percent(row.energyShare, 1))",
          "\(row.zeroed?.kl.map(Figure.divergence) ?? "–")",
          "\(row.control?.kl.map(Figure.divergence) ?? "–")",
          "\(Self.list(row.outliers))",
        ]
      }
    ).markup()
  }

  /// The first few channels.
  private static func list(_ channels: [Int]) -> String {
    channels.prefix(3).map(String.init).joined(separator: ", ") + (channels.count > 3 ? ", …" : "")
  }
}
