import Foundation

/// SplitMix64, seeded by the name of the test that draws from it.
///
/// The environment variable `TEST_SEED` (a decimal number) is mixed into every seed.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  /// - Parameter name: Defaults to the calling test, so each test has its own stream.
  package init(_ name: String = #function) {
    // FNV-1a.
    state = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let extra = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap { UInt64($0) }
    state ^= extra ?? 0
  }

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  package mutating func int(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  package mutating func float(_ range: ClosedRange<Float>) -> Float {
    Float.random(in: range, using: &self)
  }

  /// `count` values drawn evenly from `range`.
  package mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in float(range) }
  }

  /// `count` integers drawn evenly from `range`.
  package mutating func integers<T: FixedWidthInteger>(
    _ count: Int, in range: ClosedRange<T>
  ) -> [T] {
    (0..<count).map { _ in T.random(in: range, using: &self) }
  }
}
