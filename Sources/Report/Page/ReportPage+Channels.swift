import Analysis

extension ReportPage {
  static let calibrated = "--reference and --calibration"

  var channels: ReportSection {
    let (id, title) = ("channels", "Channel magnitudes")
    guard let rows = content.channels?.rows else { return .missing(id, title, Self.calibrated) }
    let groups = ChannelMagnitudes.sites.map { site in rows.filter { $0.site == site } }
    return ReportSection(
      id: id, title: title,
      content: [
        .reading(
          "The largest magnitude of each channel over the calibration data, logarithmic, of the "
            + "activations that the matrices read: in the model as it was trained, and after "
            + "the smoothing and rotation of the method. One integer step serves all channels "
            + "of a tensor: below the dashed line, half a step of 8 bits, every value is "
            + "rounded to 0. The captions compare the largest channel with the median one.")
      ] + groups.flatMap(group))
  }

  /// The layer where the channels differ most, and the others behind a click.
  private func group(_ rows: [ChannelMagnitudes.Row]) -> [Markup] {
    guard
      let worst = rows.indices.max(by: {
        rows[$0].before.peakToMedian < rows[$1].before.peakToMedian
      })
    else { return [] }
    let heading =
      "Input of \(rows[worst].site.rawValue)"
      + (rows.count > 1 ? " in the layer where channels differ most" : "")
    let others = rows.indices.filter { $0 != worst }.map { rows[$0] }
    var parts: [Markup] = [
      .tag("h3", text: heading), .tag("div", ["class": "plots pairs"], charts(of: rows[worst])),
    ]
    if !others.isEmpty {
      parts.append(
        .details(
          others.count == 1 ? "The other layer" : "The other \(others.count) layers",
          [.tag("div", ["class": "plots pairs"], others.flatMap(charts))]))
    }
    return parts
  }

  private func charts(of row: ChannelMagnitudes.Row) -> [Markup] {
    let largest = Double((row.before + row.after).filter(\.isFinite).max() ?? 0)
    let axis = Axis.fitted(from: largest / 1200, to: 1.2 * largest)
    return [
      chart(of: row.before, "layer \(row.layer) as trained", axis, series: "s2", row),
      chart(of: row.after, "layer \(row.layer) transformed", axis, series: "s1", row),
    ]
  }

  private func chart(
    of magnitudes: [Float], _ place: String, _ axis: Axis, series: String,
    _ row: ChannelMagnitudes.Row
  ) -> Markup {
    ChannelChart(
      title: "Largest magnitude of each of \(magnitudes.count) channels of the input of "
        + "\(row.site.rawValue), \(place)",
      caption: "\(place): \(Figure.significant(magnitudes.peakToMedian)) × the median",
      magnitudes: magnitudes, axis: axis, series: series,
      threshold: Double(magnitudes.max() ?? 0) / 254
    ).markup()
  }
}

extension [Float] {
  /// The largest element over the one in the middle; 1 where there is none but 0.
  var peakToMedian: Double {
    let sorted = self.filter(\.isFinite).sorted()
    guard let largest = sorted.last, largest > 0 else { return 1 }
    return Double(largest) / Double(Swift.max(sorted[sorted.count / 2], largest * 1e-6))
  }
}
