import Program

/// Inputs for any program: what verification runs where the user gives no data.
enum BuiltInInput {
  /// One position, runs of extremes, and seeded random values, longer than any block.
  static func sequences(for input: ProgramInput) -> [IntegerSequence] {
    var random = SplitMix64(state: 0x6164_6465_7221)
    switch input {
    case .token(let vocabulary):
      let last = Int32(vocabulary - 1)
      let tokens = [
        [last], Array(repeating: 0, count: 24), Array(repeating: last, count: 24),
        (0..<33).map { $0 % 2 == 0 ? 0 : last },
        (0..<160).map { _ in Int32.random(in: 0...last, using: &random) },
      ]
      return tokens.map { .tokens($0) }
    case .frame(let width, _, let limit):
      let limit = Int16(limit)
      let values = [
        Array(repeating: limit, count: width), Array(repeating: 0, count: 24 * width),
        Array(repeating: limit, count: 24 * width), Array(repeating: -limit, count: 24 * width),
        (0..<33 * width).map { $0 % 2 == 0 ? -limit : limit },
        (0..<100 * width).map { _ in Int16.random(in: -limit...limit, using: &random) },
      ]
      return values.map { .frames($0) }
    case .image(let image):
      let images = [
        Array(repeating: UInt8.min, count: image.count),
        Array(repeating: UInt8.max, count: image.count),
        (0..<image.count).map { $0 % 2 == 0 ? UInt8.min : UInt8.max },
        (0..<image.count).map { _ in UInt8.random(in: 0...255, using: &random) },
      ]
      return images.map { .image($0) }
    }
  }

  /// A short sequence for the self-test of an emitted package.
  static func selfTest(for input: ProgramInput) -> IntegerSequence {
    var random = SplitMix64(state: 0x7365_6c66)
    switch input {
    case .token(let vocabulary):
      return .tokens((0..<16).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &random) })
    case .frame(let width, _, let limit):
      let limit = Int16(limit)
      return .frames(
        (0..<16 * width).map { _ in Int16.random(in: -limit...limit, using: &random) })
    case .image(let image):
      return .image((0..<image.count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }
}

/// SplitMix64 (Steele, Lea & Flood 2014).
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    // Arithmetic modulo 2^64 is the definition.
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
