/// Horizontal bars, one below the other, with their values behind them.
struct BarChart {
  struct Bar: Hashable, Sendable {
    var label: String
    /// Not drawn where it is nil or no finite number.
    var value: Double?
    /// The value in words.
    var note: String
    /// Class of the bar: `s1`, `s2`, ... of the palette.
    var series = "s1"
  }

  var title: String
  var axisLabel: String
  var bars: [Bar]
  var isLogarithmic = false

  private static let rowHeight = 26.0
  /// Values smaller than the largest by more than this are not drawn, only written.
  private static let logarithmicRange = 1e6

  func markup() -> Markup {
    let plot = Plot(
      width: 800, height: Self.rowHeight * Double(bars.count) + 58, left: labelWidth, right: 96,
      top: 8, bottom: 50)
    let axis = axis
    let rows = bars.enumerated().flatMap { row, bar -> [Markup] in
      let y = plot.top + Self.rowHeight * Double(row)
      var end = plot.left
      var marks: [Markup] = []
      if let value = bar.value, value.isFinite, value > axis.lower || !isLogarithmic {
        end = plot.x(value, axis)
        let zero = isLogarithmic ? plot.left : plot.x(0, axis)
        marks.append(
          Plot.rectangle(
            x: min(zero, end), y: y + 5, width: abs(end - zero), height: Self.rowHeight - 10,
            bar.series))
        end = max(zero, end)
      }
      return marks + [
        Plot.label(Self.shortened(bar.label), plot.left - 8, y + 17, "name end"),
        Plot.label(bar.note, end + 6, y + 17, "value"),
      ]
    }
    return .tag(
      "div", ["class": "scroll"],
      [
        plot.svg(
          title: title, kind: "wide",
          [plot.horizontal(axis, label: axisLabel)] + [.tag("g", [:], rows)])
      ])
  }

  private var axis: Axis {
    let values = bars.compactMap(\.value).filter { $0.isFinite && ($0 > 0 || !isLogarithmic) }
    guard let largest = values.max(), let smallest = values.min() else {
      return .linear(to: 1)
    }
    if isLogarithmic {
      return .logarithmic(from: max(smallest / 2, largest / Self.logarithmicRange), to: largest)
    }
    return .linear(from: min(0, smallest * 1.1), to: max(largest, 0))
  }

  private var labelWidth: Double {
    let longest = bars.map { Self.shortened($0.label).count }.max() ?? 0
    return min(230, 24 + 6.6 * Double(longest))
  }

  /// Names come from files and may be of any length.
  private static func shortened(_ label: String) -> String {
    label.count > 30 ? label.prefix(29) + "…" : label
  }
}
