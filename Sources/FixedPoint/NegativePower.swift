/// Two to a negative power, `2^-exponent`.
///
///     k = exponent >> 26                                    integer part
///     f = (exponent & (2^26 - 1)) << 5                      fraction, Q31
///     y = c[6];  y = c[i] - q31(f, y)  for i = 5...0        2^-f, Q30
///     result = rshift(y, k), 0 for k > 30
///
/// The polynomial is the best one of degree 6 with `c[0] = 1` for the relative error; with these
/// roundings the result never rises with the exponent.
///
/// - Parameter exponent: Q26.
/// - Returns: Q30, 0...2^30; 2^30 for the exponent 0 only. Largest relative error of `2^-f`:
///   2^-27.1.
@inlinable
package func negativePower(_ exponent: UInt64) -> Int32 {
  let whole = exponent >> 26
  guard whole <= 30 else { return 0 }
  let f = Int32(truncatingIfNeeded: (exponent & 0x3ff_ffff) << 5)
  var y: Int32 = 117_063
  y = 1_368_751 - multiplyQ31(f, y)
  y = 10_285_566 - multiplyQ31(f, y)
  y = 59_582_747 - multiplyQ31(f, y)
  y = 257_938_951 - multiplyQ31(f, y)
  y = 744_260_993 - multiplyQ31(f, y)
  y = 1_073_741_824 - multiplyQ31(f, y)
  return roundingShiftRight(y, Int(whole))
}
