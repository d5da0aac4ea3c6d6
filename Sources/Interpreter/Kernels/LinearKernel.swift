import FixedPoint
import Program

/// Matrix times vector.
///
///     a[i] = bias[i] + sum over j of weight[i][j] * input[j]              int32, proved
///     output[i] = saturate(requantize(a[i], left, multiplier[i], shift[i]))
///
/// A weight of 4 bits counts times the scale of its group. An int8 or int16 output is clamped
/// to -limit...limit if the step has a limit; an int32 output is added to if the step
/// accumulates.
struct LinearKernel<Input: Activation, Output: Activation>: Kernel {
  private let step: LinearStep
  private let weight: WeightMatrix
  private let bias: ConstantTable<Int32>?
  private let scale: ChannelFactors
  private let bounds: ClosedRange<Int32>

  init(_ step: LinearStep, of program: Program) {
    self.step = step
    weight = WeightMatrix(step, of: program)
    bias = step.bias.map { program.int32($0) }
    scale = ChannelFactors(step.scale, of: program)
    let limit = Output.self == Int32.self ? nil : step.limit
    bounds = limit.map { -Int32($0)...Int32($0) } ?? Int32.min...Int32.max
  }

  @specialized(where Input == Int8, Output == Int8)
  @specialized(where Input == Int8, Output == Int16)
  @specialized(where Input == Int8, Output == Int32)
  @specialized(where Input == Int16, Output == Int8)
  @specialized(where Input == Int16, Output == Int16)
  @specialized(where Input == Int16, Output == Int32)
  func run(in workspace: Workspace, rows: Range<Int>) {
    let inputs = workspace.rows(of: step.input, as: Input.self)
    let outputs = workspace.rows(of: step.output, as: Output.self)
    let stride = weight.stride
    withUnsafeTemporaryAllocation(of: Int16.self, capacity: rows.count * stride) { widened in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count * weight.rows) { a in
        guard let widened = widened.baseAddress, let a = a.baseAddress else { return }
        for (index, row) in rows.enumerated() {
          widen(inputs[row], into: widened + index * stride)
        }
        weight.multiply(widened, count: rows.count, into: a)
        for (index, row) in rows.enumerated() {
          store(a + index * weight.rows, into: outputs[row])
        }
      }
    }
  }

  private func widen(
    _ input: UnsafeMutablePointer<Input>, into widened: UnsafeMutablePointer<Int16>
  ) {
    for j in 0..<weight.columns { widened[j] = Int16(truncatingIfNeeded: input[j]) }
    for j in weight.columns..<weight.stride { widened[j] = 0 }
  }

  private func store(
    _ a: UnsafeMutablePointer<Int32>, into output: UnsafeMutablePointer<Output>
  ) {
    for i in 0..<weight.rows {
      let scaled = scale.requantized(a[i] + (bias?.base[i] ?? 0), i)
      let bounded = min(max(scaled, bounds.lowerBound), bounds.upperBound)
      output[i] = step.accumulates ? output[i] + .saturating(bounded) : .saturating(bounded)
    }
  }
}
