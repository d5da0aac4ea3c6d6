import Foundation

/// Real factors as the integers of `requantize(_:left:multiplier:shift:)`.
package struct ScaleDecomposition {
  /// -(2^31 - 1)...2^31 - 1, [channels]
  package var multipliers: [Int32]
  /// `minimumShift`...31, [channels]
  package var shifts: [UInt8]
  package var left: Int

  /// - Parameters:
  ///   - factors: Finite; magnitudes up to `2^(left - minimumShift)`.
  ///   - left: Left shift before the product; nil takes the smallest that serves all factors.
  ///   - minimumShift: Right shift that every factor has at least.
  /// - Returns: nil if a factor is too large for `left` (or needs more than 30).
  package init?(_ factors: [Double], left: Int? = nil, minimumShift: Int = 0) {
    let largest = factors.reduce(0) { max($0, abs($1)) }
    guard largest.isFinite else { return nil }
    let needed = largest > 0 ? max(0, Int(ceil(log2(largest))) + minimumShift) : 0
    let chosen = left ?? needed
    guard needed <= chosen, chosen <= 30 else { return nil }
    self.left = chosen
    multipliers = []
    shifts = []
    multipliers.reserveCapacity(factors.count)
    shifts.reserveCapacity(factors.count)
    for factor in factors {
      let magnitude = abs(factor) * exp2(-Double(chosen))
      let shift =
        magnitude > 0 ? max(minimumShift, min(31, Int(floor(-log2(magnitude))))) : 31
      let mantissa = min((magnitude * exp2(Double(31 + shift)) + 0.5).rounded(.down), 0x1p31 - 1)
      multipliers.append(factor < 0 ? -Int32(mantissa) : Int32(mantissa))
      shifts.append(UInt8(shift))
    }
  }
}
