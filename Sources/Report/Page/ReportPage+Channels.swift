extension ReportPage {
  static let calibrated = "--reference and --calibration"

  var channels: ReportSection {
    let (id, title) = ("channels", "Channel magnitudes")
    guard let profiles = content.channels else {
      return .missing(id, title, Self.calibrated)
    }
    var order: [String] = []
    var groups: [String: [ChannelProfile]] = [:]
    for profile in profiles {
      if groups[profile.reader] == nil { order.append(profile.reader) }
      groups[profile.reader, default: []].append(profile)
    }
    return ReportSection(
      id: id, title: title,
      content: [
        .reading(
          "The largest magnitude of each channel over the calibration data, logarithmic, of the "
            + "activations that matrices read. One integer step serves all channels of a "
            + "tensor: below the dashed line, half a step of 8 bits, every value is rounded to "
            + "0. A flat plot is easy to quantize, a lonely peak is not. The captions compare the "
            + "largest channel with the median one.")
      ] + order.flatMap { group(of: $0, groups[$0] ?? []) })
  }

  /// The layer where the channels differ most, and the others behind a click.
  private func group(of reader: String, _ profiles: [ChannelProfile]) -> [Markup] {
    guard
      let worst = profiles.indices.max(by: {
        profiles[$0].before.peakToMedian < profiles[$1].before.peakToMedian
      })
    else { return [] }
    let heading = "Input of \(reader)" + (profiles.count > 1 ? ", the most uneven layer" : "")
    let others = profiles.indices.filter { $0 != worst }.map { profiles[$0] }
    var parts: [Markup] = [
      .tag("h3", text: heading), .tag("div", ["class": "plots"], charts(of: profiles[worst])),
    ]
    if !others.isEmpty {
      parts.append(
        .details(
          "The other \(others.count) layers",
          [.tag("div", ["class": "plots"], others.flatMap(charts))]))
    }
    return parts
  }

  private func charts(of profile: ChannelProfile) -> [Markup] {
    let values = profile.before + (profile.after ?? [])
    let largest = Double(values.filter(\.isFinite).max() ?? 0)
    let axis = Axis.fitted(from: largest / 1200, to: 1.2 * largest)
    let place = profile.layer.map { "layer \($0)" } ?? profile.reader
    var charts = [
      chart(of: profile.before, "\(place), as trained", axis, series: "s2", profile.reader)
    ]
    if let after = profile.after {
      charts.append(chart(of: after, "\(place), transformed", axis, series: "s1", profile.reader))
    }
    return charts
  }

  private func chart(
    of magnitudes: [Float], _ place: String, _ axis: Axis, series: String, _ reader: String
  ) -> Markup {
    let ratio = "\(Figure.significant(magnitudes.peakToMedian)) × the median"
    return ChannelChart(
      title:
        "Largest magnitude of \(magnitudes.count) channels of the input of \(reader), \(place)",
      caption: "\(place): \(ratio)", magnitudes: magnitudes, axis: axis, series: series,
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
