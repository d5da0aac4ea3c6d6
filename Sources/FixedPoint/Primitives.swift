/// Q15 product: `(a * b + 2^14) >> 15`, round half up.
///
/// One instruction on every target: `sqrdmulh.s16`, `vsmul` (rnu), `pmulhrsw`.
/// - Precondition: not both operands are -32768, where those instructions disagree.
@inlinable
package func multiplyQ15(_ a: Int16, _ b: Int16) -> Int16 {
  Int16((Int32(a) * Int32(b) + (1 << 14)) >> 15)
}

/// Q31 product: `(a * b + 2^30) >> 31`, round half up.
///
/// `sqrdmulh.s32`, `vsmul` (rnu) at 32 bits.
/// - Precondition: not both operands are -2^31.
@inlinable
package func multiplyQ31(_ a: Int32, _ b: Int32) -> Int32 {
  Int32((Int64(a) * Int64(b) + (1 << 30)) >> 31)
}

/// Rounding shift right: `(x + 2^(s-1)) >> s`, round half up; `s == 0` returns `x`.
///
/// The sum is formed in 64 bits, as `srshl` and `vssra` do, so it never overflows.
/// - Precondition: `0 <= s <= 31`.
@inlinable
package func roundingShiftRight(_ x: Int32, _ s: Int) -> Int32 {
  s == 0 ? x : Int32(truncatingIfNeeded: (Int64(x) + (Int64(1) << Int64(s - 1))) >> Int64(s))
}

/// `x` clamped to -128...127.
@inlinable
package func saturate8(_ x: Int32) -> Int8 {
  Int8(truncatingIfNeeded: max(-128, min(127, x)))
}

/// `x` clamped to -32768...32767.
@inlinable
package func saturate16(_ x: Int32) -> Int16 {
  Int16(truncatingIfNeeded: max(-32768, min(32767, x)))
}

/// Requantization: `roundingShiftRight(multiplyQ31(x << left, multiplier), shift)`.
///
/// Stands for the real factor `multiplier * 2^(left - 31 - shift)`.
/// - Parameters:
///   - x: Accumulator; `x * 2^left` must fit 32 bits (proved by the program's verifier); a
///     product rather than a shift, for it traps where a shift would lose bits.
///   - left: 0...30.
///   - multiplier: Q31, in -(2^31 - 1)...2^31 - 1.
///   - shift: 0...31.
@inlinable
package func requantize(_ x: Int32, left: Int, multiplier: Int32, shift: Int) -> Int32 {
  roundingShiftRight(multiplyQ31(x * (1 << Int32(left)), multiplier), shift)
}
