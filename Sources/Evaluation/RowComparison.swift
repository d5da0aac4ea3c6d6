/// Adds rows of logits to a tally.
struct RowComparison {
  private(set) var tally = Tally()
  private let logitScale: Double
  private var integer: Distribution
  private var float: Distribution

  init(classes: Int, logitScale: Double) {
    self.logitScale = logitScale
    integer = Distribution(classes: classes)
    float = Distribution(classes: classes)
  }

  /// - Parameters:
  ///   - row: [classes]
  ///   - floats: [classes], or empty without a reference.
  ///   - target: The true class, if known.
  mutating func add(
    _ row: UnsafeBufferPointer<Int32>, float floats: ArraySlice<Float>, target: Int?
  ) {
    integer.load(row, scale: logitScale)
    if !floats.isEmpty { float.load(floats) }
    tally.add(integer: integer, float: floats.isEmpty ? nil : float, target: target)
  }
}
