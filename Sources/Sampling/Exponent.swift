/// Turns a distance between logits into a power of two: `floor(distance * multiplier * 2^-shift)`.
struct Exponent: Hashable, Sendable {
  /// 2^31 ..< 2^32.
  let multiplier: UInt32
  let shift: Int

  /// - Parameter temperature: Q16, at least 1.
  init(unit: LogitUnit, temperature: UInt32) {
    var quotient = (UInt64(unit.multiplier) << 32) / UInt64(temperature)
    var bits = 0
    while quotient >= 1 << 32 {
      quotient >>= 1
      bits += 1
    }
    multiplier = UInt32(quotient)
    // quotient * 2^(bits - 32), times 2^16 for the temperature and 2^26 for the result.
    shift = unit.shift - bits - 10
  }

  /// - Returns: Q26. A negative shift makes at least 32 of any distance but 0, and so a weight of
  ///   0: all of them are `UInt64.max`.
  func of(_ distance: UInt32) -> UInt64 {
    if distance == 0 || shift > 63 { return 0 }
    return shift < 0 ? .max : (UInt64(distance) * UInt64(multiplier)) >> UInt64(shift)
  }
}
