import Analysis

extension ReportPage {
  var stateRanges: ReportSection {
    let (id, title) = ("state", "State over time")
    guard let states = content.states, !states.bins.isEmpty else {
      return .missing(id, title, "--data, or --calibration with --reference")
    }
    let highest = states.layers.flatMap(\.maximum).max() ?? 0
    let saturated = states.layers.flatMap(\.saturated).reduce(0, +)
    return ReportSection(
      id: id, title: title,
      content: [
        .reading(
          "The integer state of each layer in per cent of its int16 range over the position in "
            + "the sequence, which is logarithmic: the largest element, and below it in grey "
            + "the mean magnitude, over \(Figure.count(content.inputs.analysedSequences ?? 0, "sequence")). An "
            + "element at 100 % stays there. A mean that still rises at the end says that "
            + "longer sequences should be tried."),
        .tag(
          "p",
          text: "The highest peak is \(Figure.percent(highest, 1)) of the range; "
            + (saturated == 0
              ? "no element reaches the end of its range."
              : "an element was at the end of its range \(Figure.grouped(saturated)) times.")),
        .tag("div", ["class": "plots"], states.layers.map { chart(of: $0, states) }),
      ])
  }

  private func chart(of layer: StateRanges.Layer, _ states: StateRanges) -> Markup {
    func line(_ shares: [Double], _ series: String) -> LineChart.Line {
      LineChart.Line(
        points: zip(states.bins, shares).map {
          LineChart.Point(position: $0.upperBound, value: 100 * $1)
        }, series: series)
    }
    return LineChart(
      title: "Largest and mean state of layer \(layer.layer) over the position",
      caption: "layer \(layer.layer)",
      lines: [line(layer.mean, "s3"), line(layer.maximum, "s1")],
      axis: .linear(to: 100, ticks: 4), lastPosition: states.bins.last?.upperBound ?? 1
    ).markup()
  }
}
