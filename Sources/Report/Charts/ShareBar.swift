/// One bar that is divided into shares of a whole, with a legend that has the figures.
struct ShareBar {
  struct Share: Hashable, Sendable {
    var label: String
    var amount: Int
    /// The amount in words.
    var note: String
  }

  var title: String
  var shares: [Share]

  /// Shares beyond the colours of the palette are drawn as one.
  private static let colours = 6

  func markup() -> Markup {
    let shown = merged
    let whole = max(1, shown.reduce(0.0) { $0 + Double($1.amount) })
    let plot = Plot(width: 680, height: 30, left: 0, right: 0, top: 1, bottom: 1)
    var position = 0.0
    var parts: [Markup] = []
    for (index, share) in shown.enumerated() {
      let width = Double(share.amount) / whole * plot.width
      // A gap keeps neighbours apart where colours do not.
      parts.append(
        Plot.rectangle(
          x: position, y: plot.top, width: width - min(2, width / 2),
          height: plot.bottom - plot.top, Self.series(index)))
      position += width
    }
    let legend = shown.enumerated().map { index, share -> Markup in
      .tag(
        "li", [:],
        [
          .tag("span", ["class": "swatch \(Self.series(index))"]), .tag("b", text: share.label),
          " \(Figure.percent(Double(share.amount) / whole, 1)), \(share.note)",
        ])
    }
    return .tag(
      "div", ["class": "shares"],
      [plot.stretched(title: title, parts), .tag("ul", ["class": "legend"], legend)])
  }

  private var merged: [Share] {
    let present = shares.filter { $0.amount > 0 }
    guard present.count > Self.colours else { return present }
    let rest = present.dropFirst(Self.colours - 1)
    return present.prefix(Self.colours - 1) + [
      Share(
        label: "others", amount: rest.reduce(0) { $0 + $1.amount },
        note: "\(rest.count) parts")
    ]
  }

  private static func series(_ index: Int) -> String { "s\(index + 1)" }
}
