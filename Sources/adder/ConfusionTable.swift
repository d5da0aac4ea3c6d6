/// How often each class was taken for each, as people read it: true classes down, chosen across.
struct ConfusionTable {
  /// Classes that are still printed; JSON has all.
  private static let mostClasses = 32

  private let counts: [[Int]]
  private let labels: [String]

  /// - Parameters:
  ///   - counts: [true class][chosen class]
  ///   - labels: Names of the classes; empty where they have none.
  /// - Returns: Nil if the table were too wide to read.
  init?(_ counts: [[Int]], labels: [String]) {
    guard counts.count <= Self.mostClasses else { return nil }
    self.counts = counts
    self.labels = labels.isEmpty ? counts.indices.map(String.init) : labels
  }

  var text: String {
    Report.table(
      ["true \\ chosen"] + labels,
      zip(labels, counts).map { [$0] + $1.map { $0 == 0 ? "." : "\($0)" } })
  }
}
