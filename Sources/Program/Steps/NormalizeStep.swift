/// RMSNorm and quantization.
///
///     r[i] = roundingShiftRight(input[i], preShift)
///     (m, h) = reciprocalSquareRoot(sum(r^2) + epsilon)
///     v[i] = q31(r[i] << (h - 1), m)                       r / sqrt(sum), Q30
///     output[i] = saturate(roundingShiftRight(q31(v[i], gain[i]), shift))
///
/// |v[i]| is at most 1, up to rounding, so the gains bound the output.
package struct NormalizeStep: Hashable, Sendable, Codable {
  /// int32 or int16 [width]
  package var input: BufferID
  /// Groups of neighbouring elements, each of which is normalised by itself; more than 1 only of
  /// int16. `width` stands for that of a group in formulas.
  package var groups: Int
  /// int32 [groups * width], Q31, any sign: `sqrt(width) * weight` in units of the output.
  package var gain: ConstantID
  /// 0...31; chosen so that the sum of squares is below 2^62 for any input in range. 0 of int16.
  package var preShift: Int
  /// 0...31
  package var shift: Int
  /// `width * epsilon` in squared units of `r`, at least 1, below 2^60.
  package var epsilon: UInt64
  /// int8 or int16 [width]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    input: BufferID, groups: Int = 1, gain: ConstantID, preShift: Int, shift: Int, epsilon: UInt64,
    output: BufferID, origin: StepOrigin
  ) {
    self.input = input
    self.groups = groups
    self.gain = gain
    self.preShift = preShift
    self.shift = shift
    self.epsilon = epsilon
    self.output = output
    self.origin = origin
  }
}
