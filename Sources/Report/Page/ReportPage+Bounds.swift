import Foundation

extension ReportPage {
  var bounds: ReportSection {
    var order: [String] = []
    var values: [String: [Double]] = [:]
    for bound in content.bounds {
      if values[bound.part] == nil { order.append(bound.part) }
      values[bound.part, default: []].append(bound.spareBits)
    }
    let rows = order.map { StripChart.Row(label: $0, values: values[$0] ?? []) }
    let tightest = content.bounds.min { $0.spareBits < $1.spareBits }
    return ReportSection(
      id: "bounds", title: "Proved bounds",
      content: [
        .reading(
          "No inner value overflows, whatever the input: the verifier proves a bound for each "
            + "step from the weights themselves. Each mark is a step; its place says how many "
            + "bits the bound leaves below the limit of 2³¹ (2⁶² for sums of squares). 0 would "
            + "just fit: the scan and the pool use their range on purpose."),
        StripChart(
          title: "Spare bits of the proved bound of every step, by kind of step",
          axisLabel: "spare bits", rows: rows
        ).markup(),
        .tag(
          "p",
          text: tightest.map {
            "The tightest of \(content.bounds.count) steps is \(place($0)) with "
              + "\(Figure.fixed($0.spareBits, 2)) spare bits."
          } ?? ""),
        .details("All \(content.bounds.count) steps", [boundTable]),
      ])
  }

  private var boundTable: Markup {
    Table(
      columns: [
        .text("Layer"), .text("Step"), .text("Writes"), .text("Quantity"),
        .number("Proved at most"),
        .number("Limit"), .number("Spare bits"),
      ],
      rows: content.bounds.map { bound in
        [
          "\(bound.layer.map(String.init) ?? "–")", "\(bound.part)", "\(bound.output)",
          "\(bound.quantity)", "\(Figure.grouped(bound.bound))",
          bound.limitExponent == 31 ? "2³¹" : "2⁶²", "\(Figure.fixed(bound.spareBits, 2))",
        ]
      }
    ).markup()
  }

  private func place(_ bound: StepBound) -> String {
    bound.part + (bound.layer.map { " of layer \($0)" } ?? "")
  }
}
