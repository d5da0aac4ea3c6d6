import Foundation

/// Sigmoid and SiLU of a 16-bit value, by a table of 513 entries and linear interpolation.
package enum Sigmoid {
  /// `table[i] = min(32767, floor(32768 * sigmoid(i / 32) + 0.5))`, i = 0...512; Q15.
  package static let table: [Int16] = (0...512).map { i in
    Int16(min(32767, (32768 / (1 + exp(-Double(i) / 32)) + 0.5).rounded(.down)))
  }
}

/// Sigmoid in Q15.
///
///     a = min(|u| << (12 - f), 65535)                        |u| in Q12, below 16
///     v = T[a >> 7] + ((T[(a >> 7) + 1] - T[a >> 7]) * (a & 127) + 64 >> 7)
///     result = u < 0 ? 32768 - v : v
///
/// - Parameters:
///   - u: Argument, Q`f`.
///   - fractionBits: `f`, 0...12.
///   - table: ``Sigmoid/table``, 513 entries.
/// - Returns: 1...32767. Largest error: 1.25 units.
@inlinable
package func sigmoid(
  _ u: Int16, fractionBits: Int, table: UnsafePointer<Int16>
) -> Int16 {
  let a = Int(min(Int32(u).magnitude << UInt32(12 - fractionBits), 65535))
  let low = Int32(table[a >> 7])
  let high = Int32(table[(a >> 7) + 1])
  let v = low + roundingShiftRight((high - low) * Int32(a & 127), 7)
  return Int16(truncatingIfNeeded: u < 0 ? 32768 - v : v)
}

/// SiLU, `u * sigmoid(u)`, in the format of `u`: `q15(u, sigmoid(u))`.
///
/// Largest error: 1.15 units.
@inlinable
package func silu(_ u: Int16, fractionBits: Int, table: UnsafePointer<Int16>) -> Int16 {
  multiplyQ15(u, sigmoid(u, fractionBits: fractionBits, table: table))
}
