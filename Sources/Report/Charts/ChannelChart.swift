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
    let plot = Plot(width: 340, height: 164, left: 44, right: 6, top: 26, bottom: 22)
    let shown = Self.largest(of: magnitudes, buckets: Self.bars)
    var content: [Markup] = [
      plot.vertical(axis, label: ""),
      .tag("path", ["class": "area \(series)", "d": outline(shown, plot)]),
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

  /// Bars with gaps where there is room for them, else one silhouette.
  private func outline(_ shown: [Float], _ plot: Plot) -> String {
    let width = (plot.right - plot.left) / Double(max(1, shown.count))
    let base = Plot.text(plot.bottom)
    guard shown.count > 64 else {
      let bars = shown.enumerated().map { index, magnitude in
        let x = plot.left + (Double(index) + 0.1) * width
        let top = Plot.text(plot.y(Double(magnitude), axis))
        return "M\(Plot.text(x)) \(base)V\(top)h\(Plot.text(0.8 * width))V\(base)z"
      }
      return bars.joined()
    }
    let steps = shown.enumerated().map { index, magnitude in
      let end = plot.left + Double(index + 1) * width
      return "V\(Plot.text(plot.y(Double(magnitude), axis)))H\(Plot.text(end))"
    }
    return "M\(Plot.text(plot.left)) \(base)\(steps.joined())V\(base)z"
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
