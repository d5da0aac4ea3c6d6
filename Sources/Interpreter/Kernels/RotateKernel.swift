import FixedPoint
import Program

/// The Hadamard transform before `out_proj`, and quantization.
///
///     w = H * input,  H = matrix (x) Sylvester(2^doublings) in each group       int32, exact
///     output[e] = saturate8(requantize(w[e], scale))
///
/// A group is a grid of `order` rows of 2^doublings: Sylvester's matrix acts inside each row,
/// as doublings of butterflies, and `matrix` across the rows.
struct RotateKernel: Kernel {
  private let step: RotateStep
  /// [order, order], entries 1 or -1.
  private let matrix: ConstantTable<Int8>
  private let order: Int
  private let channels: Int

  init(_ step: RotateStep, of program: Program) {
    self.step = step
    matrix = program.int8(step.matrix)
    order = program[step.matrix].shape[0]
    channels = program[step.output].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let inputs = workspace.rows(of: step.input, as: Int16.self)
    let outputs = workspace.rows(of: step.output, as: Int8.self)
    let group = order << step.doublings
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: group) { work in
      guard let work = work.baseAddress else { return }
      for row in rows {
        for first in stride(from: 0, to: channels, by: group) {
          let input = inputs[row] + first
          for i in 0..<group { (work + i).initialize(to: Int32(input[i])) }
          butterflies(work, count: group)
          combine(work, into: outputs[row] + first)
        }
      }
    }
  }

  /// Multiplies each row of 2^doublings by Sylvester's matrix, in place.
  private func butterflies(_ work: UnsafeMutablePointer<Int32>, count: Int) {
    for doubling in 0..<step.doublings {
      let half = 1 << doubling
      for first in stride(from: 0, to: count, by: 2 * half) {
        for i in first..<first + half {
          let (a, b) = (work[i], work[i + half])
          work[i] = a + b
          work[i + half] = a - b
        }
      }
    }
  }

  /// Multiplies by `matrix` across the rows, and quantizes.
  private func combine(
    _ work: UnsafeMutablePointer<Int32>, into output: UnsafeMutablePointer<Int8>
  ) {
    let width = 1 << step.doublings
    for r in 0..<order {
      let signs = matrix.base + r * order
      for s in 0..<width {
        var w: Int32 = 0
        for q in 0..<order {
          w += signs[q] < 0 ? -work[q * width + s] : work[q * width + s]
        }
        output[r * width + s] = saturate8(step.scale.requantized(w))
      }
    }
  }
}
