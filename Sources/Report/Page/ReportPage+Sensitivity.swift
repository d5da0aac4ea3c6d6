import Analysis
import Evaluation

extension ReportPage {
  var sensitivity: ReportSection {
    let (id, title) = ("sensitivity", "Sensitivity")
    guard let sensitivity = content.sensitivity else {
      return .missing(id, title, Self.calibrated)
    }
    let bars =
      [bar("everything", sensitivity.everything, series: "s3")]
      + sensitivity.rows.prefix(24).map { bar(Self.name(of: $0), $0.alone, series: "s1") }
    return ReportSection(
      id: id, title: title,
      content: [
        .reading(
          "What it costs to round one part of the transformed model and to leave all others in "
            + "float: the mean divergence from the float model over "
            + "\(Figure.count(content.inputs.analysedSequences ?? 0, "sequence")). Weights have 8 bits here. The "
            + "longest bar is where more bits would help most."),
        BarChart(
          title: "KL divergence from the float model, each part rounded alone",
          axisLabel: "KL divergence from float, nats (logarithmic, shorter is better)",
          bars: bars, isLogarithmic: true
        ).markup(),
        .details("Each part alone, and everything but the part", [table(sensitivity)]),
      ])
  }

  private func bar(_ label: String, _ cost: ChangeCost, series: String) -> BarChart.Bar {
    BarChart.Bar(
      label: label, value: cost.kl.flatMap { $0 < Figure.smallestDivergence ? nil : $0 },
      note: cost.kl.map(Figure.divergence) ?? "none",
      series: series)
  }

  private func table(_ sensitivity: Sensitivity) -> Markup {
    let rows = sensitivity.rows.map { row -> [Table.Cell] in
      ["\(Self.name(of: row))"] + Self.cells(row.alone) + Self.cells(row.others)
    }
    return Table(
      columns: [
        .text("Part"), .number("Alone: KL"), .number("NLL"), .number("Agreement"),
        .number("All others: KL"), .number("NLL"), .number("Agreement"),
      ],
      rows: rows + [["everything"] + Self.cells(sensitivity.everything) + ["", "", ""]],
      hasTotal: true
    ).markup()
  }

  private static func name(of row: Sensitivity.Row) -> String {
    row.part + (row.layer.map { ", layer \($0)" } ?? "")
  }

  private static func cells(_ cost: ChangeCost) -> [Table.Cell] {
    [
      "\(cost.kl.map(Figure.divergence) ?? "–")",
      "\(cost.nllIncrease.map { ($0 < 0 ? "" : "+") + Figure.significant($0) } ?? "–")",
      "\(Figure.percent(cost.agreement))",
    ]
  }
}
