import TestSupport
import Testing

/// A file of `Tests/Vectors`: in each row the arguments and then the results of one call.
struct VectorFile {
  let name: String
  let rows: [[Int64]]

  /// - Parameters:
  ///   - name: Without the extension.
  ///   - columns: Numbers in a row; a row of another length is an error.
  init(_ name: String, columns: Int) throws {
    self.name = name
    rows = try vectorRows(name)
    try #require(!rows.isEmpty)
    try #require(rows.allSatisfy { $0.count == columns })
  }

  /// Expects `compute(arguments)` to be the results of every row.
  func check(_ compute: ([Int64]) -> [Int64], at location: SourceLocation = #_sourceLocation) {
    for row in rows {
      let results = compute(row)
      if results != Array(row.suffix(results.count)) {
        Issue.record("\(name): \(row), got \(results)", sourceLocation: location)
        return
      }
    }
  }
}
