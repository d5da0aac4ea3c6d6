/// Work of a step at one position.
package struct OperationCount: Hashable, Sendable, Codable {
  /// Multiplications whose product is added or stored: those of matrices and convolutions, three
  /// for each state of the scan (drive, decay, output), one for each channel of a norm's sum of
  /// squares, of the drive and of the gate. Changes of scale are not counted.
  package var multiplyAccumulates: Int
  /// Additions and subtractions of transforms, whose entries are 1 and -1, and of the pool.
  package var additions: Int

  package init(multiplyAccumulates: Int = 0, additions: Int = 0) {
    self.multiplyAccumulates = multiplyAccumulates
    self.additions = additions
  }

  package static func += (left: inout OperationCount, right: OperationCount) {
    left.multiplyAccumulates += right.multiplyAccumulates
    left.additions += right.additions
  }
}

extension Program {
  /// Work of `step`, from the sizes of its operands.
  /// - Precondition: ``verify()`` accepts the program.
  package func operations(of step: Step) -> OperationCount {
    switch step {
    case .embed, .gather, .position, .quantize, .rescale, .mean: OperationCount()
    case .normalize(let s): OperationCount(multiplyAccumulates: self[s.input].count)
    case .linear(let s):
      OperationCount(multiplyAccumulates: self[s.input].count * self[s.output].count)
    case .convolve(let s):
      OperationCount(multiplyAccumulates: self[s.weight].shape.reduce(1, *))
    case .discretize(let s): OperationCount(multiplyAccumulates: self[s.dt].count)
    case .scan(let s): OperationCount(multiplyAccumulates: 3 * self[s.state].count)
    case .discretizeHeads(let s): OperationCount(multiplyAccumulates: self[s.drive].count)
    case .scanHeads(let s): OperationCount(multiplyAccumulates: 3 * self[s.state].count)
    case .gate(let s): OperationCount(multiplyAccumulates: self[s.output].count)
    case .rotate(let s):
      // A butterfly for each doubling, and rows of the order of the plain matrix.
      OperationCount(
        additions: self[s.input].count * (s.doublings + self[s.matrix].shape[0] - 1))
    case .add(let s): OperationCount(additions: self[s.output].count)
    case .accumulate(let s): OperationCount(additions: self[s.input].count)
    }
  }
}
