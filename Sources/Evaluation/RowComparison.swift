/// Adds rows of logits to the tallies of their positions.
struct RowComparison {
  private(set) var tally = PositionTally()
  private let logitScale: Double
  private var integer: Distribution
  private var float: Distribution

  /// The program's likeliest class in the last row.
  var choice: Int { integer.top }

  init(classes: Int, logitScale: Double) {
    self.logitScale = logitScale
    integer = Distribution(classes: classes)
    float = Distribution(classes: classes)
  }

  /// - Parameters:
  ///   - row: [classes]
  ///   - floats: [classes], or empty without a reference.
  ///   - target: The true class, if known.
  ///   - position: Of the row in a language model's sequence; 0 for a classifier.
  mutating func add(
    _ row: UnsafeBufferPointer<Int32>, float floats: ArraySlice<Float>, target: Int?,
    position: Int
  ) {
    integer.load(row, scale: logitScale)
    if !floats.isEmpty { float.load(floats) }
    tally.add(
      integer: integer, float: floats.isEmpty ? nil : float, target: target,
      position: position)
  }
}
