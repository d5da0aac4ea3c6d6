import Foundation

/// Magnitudes of the channels of a tensor as thin bars over the channel, with a logarithmic
/// height.
struct ChannelChart {
  var title: String
  /// Above the chart.
  var caption: String
  /// Largest magnitude of each channel.
  var magnitudes: [Float]
  /// Of the height; shared by charts that are to be compared.
  var axis: Axis
  /// Class of the bars.
  var series: String
  /// A dashed line: what an integer step can still tell from 0.
  var threshold: Double?

  /// Bars that a chart has at most; the largest of several channels stands for them.
  static let bars = 384

  func markup() -> Markup {
    let plot = Plot(width: 340, height: 176, left: 44, right: 6, top: 26, bottom: 34)
    let shown = Self.largest(of: magnitudes, buckets: Self.bars)
    let width = (plot.right - plot.left) / Double(max(1, shown.count))
    let path = shown.enumerated().map { index, magnitude -> String in
      let x = plot.left + (Double(index) + 0.5) * width
      let height = plot.bottom - plot.y(Double(magnitude), axis)
      return "M\(Plot.text(x)) \(Plot.text(plot.bottom))v\(Plot.text(-height))"
    }
    let stroke = Plot.text(max(0.5, width * 0.86))
    var content: [Markup] = [
      plot.vertical(axis, label: ""),
      .tag("path", ["class": "bars \(series)", "stroke-width": stroke, "d": path.joined()]),
      Plot.line(plot.left, plot.bottom, plot.right, plot.bottom, "base"),
      Plot.label(caption, plot.left, 14, "caption"),
      Plot.label("0", plot.left, plot.bottom + 14, "tick"),
      Plot.label("channel", (plot.left + plot.right) / 2, plot.bottom + 14, "axis middle"),
      Plot.label("\(max(0, magnitudes.count - 1))", plot.right, plot.bottom + 14, "tick end"),
    ]
    if let threshold, threshold > axis.lower {
      let y = plot.y(threshold, axis)
      content.append(Plot.line(plot.left, y, plot.right, y, "threshold"))
    }
    return plot.svg(title: title, kind: "small", content)
  }

  /// The largest magnitude of each of at most `buckets` neighbouring groups.
  static func largest(of magnitudes: [Float], buckets: Int) -> [Float] {
    guard magnitudes.count > buckets else { return magnitudes }
    return (0..<buckets).map { bucket in
      let first = bucket * magnitudes.count / buckets
      let end = (bucket + 1) * magnitudes.count / buckets
      return magnitudes[first..<end].reduce(0) { max($0, $1) }
    }
  }
}
