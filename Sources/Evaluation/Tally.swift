/// Sums over rows of logits: positions of a language model, sequences of a classifier.
struct Tally {
  /// Of the float model or of the program, over the rows whose true class is known.
  struct Score {
    var negativeLogLikelihood = 0.0
    var correct = 0

    mutating func add(_ distribution: Distribution, target: Int) {
      negativeLogLikelihood -= distribution.logProbabilities[target]
      correct += distribution.top == target ? 1 : 0
    }

    static func += (left: inout Score, right: Score) {
      left.negativeLogLikelihood += right.negativeLogLikelihood
      left.correct += right.correct
    }
  }

  var rows = 0
  /// Rows whose true class is known.
  var targets = 0
  var float = Score()
  var integer = Score()
  /// Rows with the same likeliest class.
  var agreeing = 0
  /// Sum of KL(float || integer).
  var divergence = 0.0

  /// - Parameters:
  ///   - float: nil where there is no reference.
  ///   - target: The true class, if known.
  mutating func add(integer: Distribution, float: Distribution?, target: Int?) {
    rows += 1
    if let target {
      targets += 1
      self.integer.add(integer, target: target)
    }
    guard let float else { return }
    if let target { self.float.add(float, target: target) }
    agreeing += float.top == integer.top ? 1 : 0
    divergence += float.divergence(from: integer)
  }

  static func += (left: inout Tally, right: Tally) {
    left.rows += right.rows
    left.targets += right.targets
    left.float += right.float
    left.integer += right.integer
    left.agreeing += right.agreeing
    left.divergence += right.divergence
  }
}
