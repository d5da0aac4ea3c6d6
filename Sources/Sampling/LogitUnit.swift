/// How many powers of two one unit of a logit is worth: `multiplier * 2^-shift`, which is the
/// real scale of the logits times log2(e).
///
/// The emitted C has both numbers as constants, so that it needs no floating point.
package struct LogitUnit: Hashable, Sendable {
  /// 2^31 ..< 2^32.
  package let multiplier: UInt32
  package let shift: Int

  /// - Parameter scale: Real value of one unit of a logit, positive and finite. Beyond
  ///   2^-1000...2^1000 it makes no difference any more.
  package init(scale: Double) {
    precondition(scale.isFinite && scale > 0, "the verifier of programs refuses such a scale")
    // log2(e), rounded to Double; significand and exponent of a product are exact.
    let power = min(max(scale, 0x1p-1000), 0x1p1000) * 1.4426950408889634
    let mantissa = (power.significand * 0x1p31).rounded()
    let isFull = mantissa == 0x1p32
    multiplier = isFull ? 1 << 31 : UInt32(mantissa)
    shift = 31 - Int(power.exponent) - (isFull ? 1 : 0)
  }

  init(multiplier: UInt32, shift: Int) {
    self.multiplier = multiplier
    self.shift = shift
  }
}
