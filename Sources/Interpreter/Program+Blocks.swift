import Program

extension Program {
  /// True if a block of positions may run step by step with the bits of position by position.
  ///
  /// That is so if nothing passes from one position to the next but inside a step: each state
  /// buffer belongs to one step (and `head` reads none where it runs at every position), and
  /// every other buffer is written before it is read.
  var runsInBlocks: Bool {
    var owners: Set<BufferID> = []
    for step in body {
      let states = Set(step.inputs + step.outputs).filter { self[$0].role == .state }
      guard owners.isDisjoint(with: states) else { return false }
      owners.formUnion(states)
    }
    var written: Set<BufferID> = inputBuffer.map { [$0] } ?? []
    let steps = isClassifier ? body : body + head
    for step in steps {
      let inputs = step.inputs.filter { self[$0].role != .state }
      guard written.isSuperset(of: inputs) else { return false }
      written.formUnion(step.outputs)
    }
    guard !isClassifier else { return true }
    return head.allSatisfy { step in
      (step.inputs + step.outputs).allSatisfy { self[$0].role != .state }
    }
  }
}
