import Model

/// What makes calibration data suspicious, although it can be used.
enum CalibrationReview {
  /// Fewer positions than this say little of the ranges.
  private static let enoughPositions = 1000
  /// Features that a warning lists.
  private static let shownFeatures = 5

  static func warnings(for data: DataSet, of model: Model) -> [String] {
    // An image is one sequence of as many positions as the model makes of it.
    var warnings = self.warnings(positions: data.sequences.positions * (model.positions ?? 1))
    if case .frames(let frames, let width) = data.sequences {
      let constant = constantFeatures(frames, width: width)
      if !constant.isEmpty {
        let shown = constant.prefix(shownFeatures).map(String.init).joined(separator: ", ")
        warnings.append(
          "\(constant.count) of \(width) input features never vary in the calibration data ("
            + shown + (constant.count > shownFeatures ? ", ..." : "")
            + "); is the file what the model was trained on?")
      }
    }
    return warnings
  }

  static func warnings(positions: Int) -> [String] {
    guard positions < enoughPositions else { return [] }
    return ["the calibration data has \(positions) positions; a few thousand give better ranges"]
  }

  /// Features that have one value in all frames; none where there is but one frame.
  private static func constantFeatures(_ sequences: [[Float]], width: Int) -> [Int] {
    guard let first = sequences.first(where: { !$0.isEmpty }) else { return [] }
    var varies = Array(repeating: false, count: width)
    for sequence in sequences {
      for index in sequence.indices where sequence[index] != first[index % width] {
        varies[index % width] = true
      }
    }
    return varies.indices.filter { !varies[$0] }
  }
}
