import Foundation

extension ReportPage {
  var ranges: ReportSection {
    // What has a register to itself; the others saturate or have the type of a buffer.
    let sums = content.ranges.filter { !$0.isBuffer && $0.limitExponent > 30 }
    var order: [String] = []
    var values: [String: [Double]] = [:]
    for range in sums {
      if values[range.part] == nil { order.append(range.part) }
      values[range.part, default: []].append(range.spareBits)
    }
    let rows = order.map { StripChart.Row(label: $0, values: values[$0] ?? []) }
    let tightest = sums.min { $0.spareBits < $1.spareBits }
    let saturating = content.ranges.filter { $0.saturating > 0 }
    return ReportSection(
      id: "ranges", title: "Proved ranges",
      content: [
        .reading(
          "No inner value overflows, whatever the input: the verifier proves a closed interval "
            + "for every accumulator, state and intermediate from the weights themselves. Each "
            + "mark is an inner value of a step; its place says how many bits the interval leaves "
            + "below the limit of 2³¹ (2⁶² for sums of squares). 0 would just fit: the scan and "
            + "the pool use their range on purpose."),
        StripChart(
          title: "Spare bits of the proved interval of every inner value, by kind of step",
          axisLabel: "spare bits", rows: rows
        ).markup(),
        .tag(
          "p",
          text: tightest.map {
            "The tightest of \(sums.count) is the \($0.quantity) of \(place($0)) with "
              + "\(Figure.fixed($0.spareBits, 2)) spare bits."
          } ?? ""),
        .details("What saturates: \(saturating.count) quantities", [table(saturating)]),
        .details("All \(content.ranges.count) intervals", [table(content.ranges)]),
      ])
  }

  private func table(_ ranges: [QuantityRange]) -> Markup {
    Table(
      columns: [
        .text("Layer"), .text("Step"), .text("Quantity"), .number("Low"), .number("High"),
        .number("Limit"), .number("May saturate"),
      ],
      rows: ranges.map { range in
        [
          "\(range.layer.map(String.init) ?? "–")", "\(range.part)", "\(range.quantity)",
          "\(Figure.grouped(range.low))", "\(Figure.grouped(range.high))",
          "2^\(String(range.limitExponent))",
          range.saturating == 0
            ? "–" : "\(Figure.grouped(range.saturating)) of \(Figure.grouped(range.elements))",
        ]
      }
    ).markup()
  }

  private func place(_ range: QuantityRange) -> String {
    range.part + (range.layer.map { " of layer \($0)" } ?? "")
  }
}
