import FloatReference

/// Gathers the second moments of groups of sites.
struct SecondMomentObserver: Observer {
  /// Group of each site that is wanted.
  let groups: [Site: Int]
  /// Nil until a site of the group is seen.
  private var accumulators: [SecondMomentAccumulator?]

  init(groups: [Site: Int], count: Int) {
    self.groups = groups
    accumulators = Array(repeating: nil, count: count)
  }

  mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int) {
    guard let group = groups[site] else { return }
    let accumulator = accumulators[group] ?? SecondMomentAccumulator(width: width)
    accumulators[group] = accumulator
    accumulator.add(values)
  }

  func endSequence() {
    for accumulator in accumulators { accumulator?.endSequence() }
  }

  /// One for each group; nil where none of its sites was seen.
  var moments: [SecondMoment?] { accumulators.map { $0?.moment } }
}
