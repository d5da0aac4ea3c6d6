/// SplitMix64: 64 evenly distributed bits at each call, the same from every seed everywhere.
///
/// - SeeAlso: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators".
package struct SplitMix: Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    // All sums and products are modulo 2^64 by definition.
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number 0 ..< `bound`, all equally likely: the highest bits, drawn again while they are
  /// not below `bound`.
  ///
  /// - Precondition: `bound` is at least 1.
  package mutating func next(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "no number is below 0")
    // One bit at least, so that 1 takes a number as well.
    let unused = min(63, (bound - 1).leadingZeroBitCount)
    while true {
      let number = next() >> UInt64(unused)
      if number < bound { return number }
    }
  }
}
