/// The negated decay of the selective scan, `-exp(dt * A)` in Q15.
///
/// With `p = dt * a` (`a = -A * log2(e)`, so `p` is the real exponent in Q`fractionBits`):
///
///     k  = min(p >> fractionBits, 15)                       integer part
///     f  = (p >> (fractionBits - 15)) & 0x7fff              fraction, Q15
///     t  = q15(q15(q15(1307, f) - 7587, f) + 22666, f)      1 - 2^-f, Q15
///     nd = max(t - 32768, -32767)                           -2^-f
///     result = (nd + 2^(k-1)) >> k                          -2^-(k+f)
///
/// - Parameters:
///   - dt: Time step, 0...32767, any scale.
///   - a: Decay rate, 0...32767, scaled so that `dt * a` has `fractionBits` fraction bits.
///   - fractionBits: 16...30.
/// - Returns: -32767...0. Largest error against the real function: 3.6 units (2^-13.1).
/// - SeeAlso: Gu & Dao 2023, eq. 4 (zero-order hold).
@inlinable
package func negatedDecay(_ dt: Int16, _ a: Int16, fractionBits: Int) -> Int16 {
  let p = Int32(dt) * Int32(a)
  let k = min(Int(p >> Int32(fractionBits)), 15)
  let f = Int16(truncatingIfNeeded: (p >> Int32(fractionBits - 15)) & 0x7fff)
  let t = multiplyQ15(multiplyQ15(multiplyQ15(1307, f) - 7587, f) + 22666, f)
  let nd = max(Int32(t) - 32768, -32767)
  return Int16(truncatingIfNeeded: roundingShiftRight(nd, k))
}
