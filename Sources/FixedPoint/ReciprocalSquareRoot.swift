/// `1 / sqrt(s)` as a mantissa and an exponent, for RMSNorm.
package struct ReciprocalSquareRoot: Hashable, Sendable {
  /// Q30, 2^30...2^31 - 1: the mantissa of the reciprocal root.
  package let mantissa: Int32
  /// Half of the (even) left shift that brought `s` into 2^62 ..< 2^64; 1...31.
  package let halfShift: Int

  /// Normalises `s`, then four Newton steps from a linear seed; no table, no division.
  ///
  ///     z = leading zeros of s, made even;  M = (s << z) >> 32      2^30 ..< 2^32
  ///     y = 2463550013 - (M * 1288490189 + 2^31 >> 32), at most 2^31 - 1
  ///     four times:  t = (y * y + 2^29) >> 30
  ///                  u = (t * M + 2^31) >> 32
  ///                  y = min((y * (3 * 2^30 - u) + 2^30) >> 31, 2^31 - 1)
  ///
  /// `1 / sqrt(s) = mantissa * 2^-30 * 2^-(32 - halfShift)`, relative error below 2^-25.3.
  /// - Precondition: `0 < s < 2^62`.
  @inlinable
  package init(_ s: UInt64) {
    let z = s.leadingZeroBitCount & ~1
    let m = (s << UInt64(z)) >> 32
    var y = min(2_463_550_013 - ((m * 1_288_490_189 + (1 << 31)) >> 32), 0x7fff_ffff)
    for _ in 0..<4 {
      let t = (y * y + (1 << 29)) >> 30
      let u = (t * m + (1 << 31)) >> 32
      y = min((y * ((3 << 30) - u) + (1 << 30)) >> 31, 0x7fff_ffff)
    }
    mantissa = Int32(y)
    halfShift = z / 2
  }
}
