/// Lines over the position in a sequence, which is logarithmic.
struct LineChart {
  struct Line: Hashable, Sendable {
    /// (position from 1, value), by position.
    var points: [Point]
    /// Class of the line.
    var series: String
  }

  struct Point: Hashable, Sendable {
    var position: Int
    var value: Double
  }

  var title: String
  var caption: String
  var lines: [Line]
  /// Of the height.
  var axis: Axis
  /// Last position of the charts that are to be compared.
  var lastPosition: Int

  func markup() -> Markup {
    let plot = Plot(width: 340, height: 164, left: 44, right: 12, top: 26, bottom: 22)
    let positions = Axis.octaves(from: 1, to: lastPosition)
    let paths = lines.map { line -> Markup in
      let points = line.points.enumerated().map { index, point in
        (index == 0 ? "M" : "L") + Plot.text(plot.x(Double(point.position), positions)) + " "
          + Plot.text(plot.y(point.value, axis))
      }
      return .tag("path", ["class": "line \(line.series)", "d": points.joined()])
    }
    return plot.svg(
      title: title, kind: "small",
      [plot.vertical(axis, label: ""), plot.horizontal(positions, label: "")] + paths + [
        Plot.line(plot.left, plot.bottom, plot.right, plot.bottom, "base"),
        Plot.label(caption, plot.left, 14, "caption"),
      ])
  }
}
