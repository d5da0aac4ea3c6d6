import Foundation

/// The rows of a file of `Tests/Vectors`, numbers each; `#` begins a comment.
///
/// - Parameter name: Without the extension.
package func vectorRows(_ name: String) throws -> [[Int64]] {
  let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Vectors/\(name).txt")
  let text = try String(contentsOf: file, encoding: .utf8)
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
    line.split(separator: " ").compactMap { Int64($0) }
  }
}
