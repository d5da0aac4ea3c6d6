import Program

extension Program {
  /// True if a block of positions may run step by step with the bits of position by position.
  ///
  /// That is so if nothing passes from one position to the next but inside a step. The verifier
  /// proved that each state buffer belongs to one step and that all others are written before
  /// they are read; only a mean reads the state of another step, its pool.
  var runsInBlocks: Bool {
    let steps = isClassifier ? body : body + head
    return !steps.contains { if case .mean = $0 { true } else { false } }
  }
}
