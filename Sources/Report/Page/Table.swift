/// A table of a page: a heading for each column, numbers aligned to the right.
struct Table {
  struct Column {
    var title: String
    var isNumber: Bool

    static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  /// A cell, and its share of the largest one where a bar is to show it, 0...1.
  struct Cell: ExpressibleByStringInterpolation {
    var content: [Markup]
    var share: Double?

    init(stringLiteral text: String) { content = [.text(text)] }

    init(_ content: Markup..., share: Double? = nil) {
      self.content = content
      self.share = share
    }
  }

  var columns: [Column]
  var rows: [[Cell]]
  /// The last row is a sum.
  var hasTotal = false

  /// Rows that a page shows of one table; the JSON has all.
  static let shownRows = 2000

  func markup() -> Markup {
    let heads = columns.map { column -> Markup in
      .tag("th", ["scope": "col", "class": column.isNumber ? "n" : "t"], text: column.title)
    }
    let shown = rows.count > Self.shownRows ? Array(rows.prefix(Self.shownRows)) : rows
    let body = shown.enumerated().map { index, cells -> Markup in
      let isTotal = hasTotal && index == rows.count - 1
      return .tag("tr", isTotal ? ["class": "total"] : [:], zip(columns, cells).map(cell))
    }
    var parts: [Markup] = [
      .tag(
        "div", ["class": "scroll"],
        [
          .tag(
            "table", [:],
            [.tag("thead", [:], [.tag("tr", [:], heads)]), .tag("tbody", [:], body)])
        ])
    ]
    if shown.count < rows.count {
      parts.append(
        .tag("p", ["class": "note"], text: "\(rows.count - shown.count) more rows are in --json."))
    }
    return .tag("div", [:], parts)
  }

  private func cell(_ column: Column, _ cell: Cell) -> Markup {
    let kind = column.isNumber ? "n" : "t"
    guard let share = cell.share else { return .tag("td", ["class": kind], cell.content) }
    let width = Plot.text(100 * min(max(share, 0), 1))
    return .tag(
      "td", ["class": kind + " meter"],
      [.tag("span", ["class": "fill", "style": "width:\(width)%"])]
        + [.tag("span", ["class": "over"], cell.content)])
  }
}
