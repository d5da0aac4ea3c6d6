/// A row for each name with a mark for each of its values, and the smallest one in words.
struct StripChart {
  struct Row: Hashable, Sendable {
    var label: String
    var values: [Double]
  }

  var title: String
  var axisLabel: String
  var rows: [Row]
  /// Of the values; from 0 unless given.
  var axis: Axis?
  /// Where a dashed line stands.
  var threshold: Double?

  private static let rowHeight = 26.0

  func markup() -> Markup {
    let plot = Plot(
      width: 800, height: Self.rowHeight * Double(rows.count) + 58, left: 110, right: 24, top: 8,
      bottom: 50)
    let axis = self.axis ?? .linear(to: max(1, rows.flatMap(\.values).max() ?? 1), ticks: 8)
    let marks = rows.enumerated().flatMap { index, row -> [Markup] in
      let y = plot.top + Self.rowHeight * (Double(index) + 0.5)
      // Marks that would fall on each other are drawn once.
      let tenths = Set(row.values.map { Int(plot.x($0, axis) * 10) }).sorted()
      let path = tenths.map { "M\(Plot.text(Double($0) / 10)) \(Plot.text(y - 8))v16" }
      return [
        Plot.line(plot.left, y, plot.right, y, "grid"),
        .tag("path", ["class": "mark", "d": path.joined()]),
        Plot.label(row.label, plot.left - 8, y + 4, "name end"),
      ]
    }
    let line =
      threshold.map {
        [Plot.line(plot.x($0, axis), plot.top, plot.x($0, axis), plot.bottom, "threshold")]
      } ?? []
    return .tag(
      "div", ["class": "scroll"],
      [
        plot.svg(
          title: title, kind: "wide",
          [plot.horizontal(axis, label: axisLabel), .tag("g", [:], marks + line)])
      ])
  }
}
