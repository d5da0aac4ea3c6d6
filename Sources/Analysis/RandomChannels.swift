/// Channels for the control of an experiment.
enum RandomChannels {
  /// As many channels as `outliers` has, none of them in it, or all others if there are fewer;
  /// ascending.
  ///
  /// - Parameters:
  ///   - count: Channels in all.
  ///   - seed: Of the choice; the same seed chooses the same channels.
  static func others(than outliers: [Int], of count: Int, seed: UInt64) -> [Int] {
    let taken = Set(outliers)
    var others = (0..<count).filter { !taken.contains($0) }
    var random = SplitMix64(state: seed)
    others.shuffle(using: &random)
    return others.prefix(outliers.count).sorted()
  }
}

/// The generator of Steele, Lea and Flood 2014, by which a seed means the same everywhere.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
