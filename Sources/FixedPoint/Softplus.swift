import Foundation

/// Softplus of a 16-bit value, `relu(u) + log(1 + exp(-|u|))`, by table and interpolation.
package enum Softplus {
  /// `table[i] = floor(2^25 * log(1 + exp(-i / 32)) + 0.5)`, i = 0...512; Q25.
  package static let table: [Int32] = (0...512).map { i in
    Int32((0x1p25 * log1p(exp(-Double(i) / 32)) + 0.5).rounded(.down))
  }
}

/// Softplus in Q25.
///
///     a = min(|u|, 16383)                                    |u| in Q10, below 16
///     d = T[a >> 5] + ((T[(a >> 5) + 1] - T[a >> 5]) * (a & 31) + 16 >> 5)
///     result = (max(u, 0) << 15) + d
///
/// - Parameters:
///   - u: Argument in Q10, so -32...32.
///   - table: ``Softplus/table``, 513 entries.
/// - Returns: 0...2^30 + 2^25. Largest error 2^-15; relative 2^-12.9 where the real argument is
///   above -6, 2^-7.9 above -12.
@inlinable
package func softplus(_ u: Int16, table: UnsafePointer<Int32>) -> Int32 {
  let a = Int(min(Int32(u).magnitude, 16383))
  let low = table[a >> 5]
  let high = table[(a >> 5) + 1]
  return (Int32(max(u, 0)) << 15) + low + roundingShiftRight((high - low) * Int32(a & 31), 5)
}
