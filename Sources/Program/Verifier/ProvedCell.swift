/// One state of one channel of a scan.
struct ProvedCell {
  /// `q15(drive, b)`
  let outer: ClosedRange<Int>
  /// The next state before it saturates.
  let update: ClosedRange<Int>
  let state: ClosedRange<Int>
  let saturates: Bool

  /// With `|outer| <= D` and `|decay| <= r`, a state of magnitude
  /// `H = (D + 1/2) / (1 - r / 2^15)` leads to no larger one: `D + r H / 2^15 + 1/2 = H`.
  init(drive: ClosedRange<Int>, b: ClosedRange<Int>, decay: ClosedRange<Int>) {
    outer = Self.q15(drive * b)
    let bound = (2 * outer.magnitude + 1) << 15 / (2 * max(1, 32768 - decay.magnitude))
    let isBounded = bound <= 32767
    let before = isBounded ? ClosedRange.symmetric(bound) : ElementType.int16.range
    let kept = Self.q15(decay * before)
    let next = outer.lowerBound - kept.upperBound...outer.upperBound - kept.lowerBound
    update = next
    state = next.union(0...0).clamped(to: before)
    saturates = !isBounded && !before.holds(next)
  }

  private static func q15(_ products: ClosedRange<Int>) -> ClosedRange<Int> {
    products.roundedShift(15)
  }
}

/// The states of a scan: as many as numbers in the state, so only their unions are kept.
struct ProvedCells {
  private(set) var outer = IntervalUnion()
  private(set) var updates = IntervalUnion()
  private(set) var states = IntervalUnion()

  mutating func add(_ cell: ProvedCell) {
    outer.add(cell.outer)
    updates.add(cell.update)
    states.add(cell.state, saturates: cell.saturates)
  }

  /// What any of the states may be: a restored state may have them in any channel.
  var anyState: ClosedRange<Int> { (0...0).union(states.range ?? 0...0) }

  var inner: [ProvedInterval] {
    [
      ProvedInterval(.inner(.outerProduct), outer), ProvedInterval(.inner(.update), updates),
    ]
  }
}
