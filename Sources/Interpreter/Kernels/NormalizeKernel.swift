import FixedPoint
import Program

/// RMSNorm and quantization.
///
///     r[i] = roundingShiftRight(input[i], preShift)
///     (m, h) = reciprocalSquareRoot(sum(r^2) + epsilon)
///     v[i] = q31(r[i] << (h - 1), m)                       r / sqrt(sum), Q30
///     output[i] = saturate(roundingShiftRight(q31(v[i], gain[i]), shift))
struct NormalizeKernel<Input: Activation, Output: Activation>: Kernel {
  private let step: NormalizeStep
  /// [groups * width], Q31
  private let gain: ConstantTable<Int32>
  /// Of a group.
  private let width: Int

  init(_ step: NormalizeStep, of program: Program) {
    self.step = step
    gain = program.int32(step.gain)
    width = gain.count / step.groups
  }

  @specialized(where Input == Int16, Output == Int8)
  @specialized(where Input == Int16, Output == Int16)
  @specialized(where Input == Int32, Output == Int8)
  @specialized(where Input == Int32, Output == Int16)
  func run(in workspace: Workspace, rows: Range<Int>) {
    let inputs = workspace.rows(of: step.input, as: Input.self)
    let outputs = workspace.rows(of: step.output, as: Output.self)
    for row in rows {
      for group in 0..<step.groups {
        let first = group * width
        normalize(inputs[row] + first, gain: gain.base + first, into: outputs[row] + first)
      }
    }
  }

  private func normalize(
    _ input: UnsafeMutablePointer<Input>, gain: UnsafePointer<Int32>,
    into output: UnsafeMutablePointer<Output>
  ) {
    var sum = step.epsilon
    for i in 0..<width {
      let r = UInt64(roundingShiftRight(Int32(input[i]), step.preShift).magnitude)
      sum += r * r
    }
    let root = ReciprocalSquareRoot(sum)
    for i in 0..<width {
      let r = roundingShiftRight(Int32(input[i]), step.preShift)
      // |r| <= sqrt(sum) < 2^(32 - h), so the shift by h - 1 stays in 32 bits.
      let v = multiplyQ31(r * (1 << Int32(root.halfShift - 1)), root.mantissa)
      let scaled = multiplyQ31(v, gain[i])
      output[i] = .saturating(roundingShiftRight(scaled, step.shift))
    }
  }
}
