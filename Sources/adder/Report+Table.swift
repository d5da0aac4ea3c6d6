import Foundation

extension Report {
  /// Columns aligned at the left under their titles, two spaces apart, no spaces at the ends.
  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let rows = [titles] + rows
    let widths = titles.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    return lines.joined()
  }

  /// A number with `places` decimals; a dash for nil.
  static func decimal(_ value: Double?, places: Int) -> String {
    value.map { String(format: "%.\(places)f", $0) } ?? "-"
  }
}
