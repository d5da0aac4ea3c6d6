/// Tallies of rows by their position in the sequence, in bins that double.
struct PositionTally {
  /// Of the positions `range(of: 0)`, `range(of: 1)`, ..., as far as rows were added.
  private(set) var bins: [Tally] = []

  /// Positions of the first bin.
  private static let firstLength = 64

  /// 0...63, 64...127, 128...255, 256...511, ...
  static func range(of bin: Int) -> ClosedRange<Int> {
    bin == 0 ? 0...firstLength - 1 : firstLength << (bin - 1)...firstLength << bin - 1
  }

  private static func bin(of position: Int) -> Int {
    Int.bitWidth - (position / firstLength).leadingZeroBitCount
  }

  var total: Tally { bins.reduce(into: Tally(), +=) }

  /// - Parameters:
  ///   - float: nil where there is no reference.
  ///   - target: The true class, if known.
  mutating func add(
    integer: Distribution, float: Distribution?, target: Int?, position: Int
  ) {
    let bin = Self.bin(of: position)
    extend(to: bin + 1)
    bins[bin].add(integer: integer, float: float, target: target)
  }

  static func += (left: inout PositionTally, right: PositionTally) {
    left.extend(to: right.bins.count)
    for (bin, tally) in right.bins.enumerated() { left.bins[bin] += tally }
  }

  private mutating func extend(to count: Int) {
    while bins.count < count { bins.append(Tally()) }
  }
}
