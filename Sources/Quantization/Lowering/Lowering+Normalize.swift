import Foundation
import Program

/// RMS norms.
extension Lowering {
  /// Appends a normalize step.
  ///
  /// - Parameters:
  ///   - format: Of the input.
  ///   - groups: That are normalised by themselves.
  ///   - weight: Of all groups.
  ///   - scale: Real value of one unit of the output.
  mutating func appendNormalize(
    _ name: String, input: BufferID, _ format: SumFormat, groups: Int = 1, weight: [Double],
    scale: Double, epsilon: Double, output: BufferID, origin: StepOrigin
  ) {
    let width = weight.count / groups
    let preShift = preShift(bound: format.bound, width: width)
    let unit = format.scale * exp2(Double(preShift))
    let squares = Double(width) * epsilon / (unit * unit)
    // An epsilon beyond its format outweighs all squares; the gains make up for the rest.
    let held = max(1, min(squares.rounded(), 0x1p59))
    let (gain, shift) = gains(
      weight, width: width, scale: scale * max(1, (squares / held).squareRoot()))
    let gainID = builder.constant(name + "_gain", shape: [gain.count], .int32(gain), origin: origin)
    builder.append(
      .normalize(
        NormalizeStep(
          input: input, groups: groups, gain: gainID, preShift: preShift, shift: shift,
          epsilon: UInt64(held),
          output: output, origin: origin)))
  }

  /// The smallest shift with `width * (bound >> shift)^2` below 2^61.
  private func preShift(bound: Double, width: Int) -> Int {
    var shift = 0
    while shift < 31, Double(width) * pow(bound * exp2(-Double(shift)) + 1, 2) >= 0x1p61 {
      shift += 1
    }
    return shift
  }

  /// `sqrt(width) * weight / scale` over Q30, as Q31 with the largest common shift.
  private func gains(_ weight: [Double], width: Int, scale: Double) -> ([Int32], Int) {
    let factor = Double(width).squareRoot() / scale
    let reals = weight.map { $0 * factor * 2 }
    let largest = reals.reduce(0) { max($0, abs($1)) }
    let shift = max(0, min(31, largest > 0 ? Int(floor(31 - log2(largest))) : 0))
    let gains = reals.map { real in
      let scaled = (real * exp2(Double(shift)) + 0.5).rounded(.down)
      return Int32(max(-0x1p31 + 1, min(0x1p31 - 1, scaled)))
    }
    return (gains, shift)
  }
}
