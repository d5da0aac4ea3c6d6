extension ReportPage {
  var stateRanges: ReportSection {
    let (id, title) = ("state", "State over time")
    guard let courses = content.states, !courses.isEmpty else {
      return .missing(id, title, "--data, or --calibration with --reference")
    }
    let last = courses.compactMap(\.spans.last?.position).max() ?? 1
    let highest = courses.flatMap(\.spans).map(\.peak).max() ?? 0
    let saturated = courses.reduce(0) { $0 + $1.spans.reduce(0) { $0 + $1.saturated } }
    let charts = courses.map { course in
      LineChart(
        title: "Largest state of a layer over the position in the sequence",
        caption: course.layer.map { "layer \($0)" } ?? "scan",
        lines: [
          LineChart.Line(
            points: course.spans.map {
              LineChart.Point(position: $0.position, value: 100 * $0.peak)
            }, series: "s1")
        ],
        axis: .linear(to: 100, ticks: 4), lastPosition: last
      ).markup()
    }
    return ReportSection(
      id: id, title: title,
      content: [
        .reading(
          "The largest element of the integer state in per cent of its int16 range, over the "
            + "position in the sequence, which is logarithmic. The state may reach 100 % and "
            + "stays there; a curve that still rises at its end says that longer sequences "
            + "should be tried."),
        .tag(
          "p",
          text: "The highest peak is \(Figure.percent(highest, 1)) of the range; "
            + (saturated == 0
              ? "no state reaches the end of its range."
              : "states reach the end of their range \(Figure.grouped(saturated)) times, "
                + "counted by position and layer.")),
        .tag("div", ["class": "plots"], charts),
      ])
  }
}
