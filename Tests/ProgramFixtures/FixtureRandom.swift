/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers for the same seed everywhere.
struct FixtureRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    // Arithmetic modulo 2^64 is part of the generator's definition.
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A uniform integer of `range`.
  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// A uniform factor in 1/2 ..< 2, for spreading scales over channels.
  mutating func spread() -> Double {
    Double(next() >> 11) * 0x1p-53 * 1.5 + 0.5
  }
}
