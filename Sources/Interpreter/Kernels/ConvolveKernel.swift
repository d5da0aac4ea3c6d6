import FixedPoint
import Program

/// Causal depthwise convolution, SiLU, and an int8 copy where something reads it.
///
///     a[e] = bias[e] + sum over k of weight[k][e] * window[k][e]
///                                        window = state rows, then input (k = kernel - 1)
///     u[e] = saturate16(requantize(a[e], preactivation))                  Q`fractionBits`
///     x[e] = silu(u[e])                                                   Q`fractionBits`
///     xQuantized[e] = saturate8(requantize(x[e], quantization))
///     state <- the last kernel - 1 rows of the window
struct ConvolveKernel: Kernel {
  private let step: ConvolveStep
  /// [kernel, channels]
  private let weight: ConstantTable<Int8>
  /// [channels]
  private let bias: ConstantTable<Int32>
  private let preactivation: ChannelFactors
  /// Of the copy; nil where there is none.
  private let quantization: ChannelFactors?
  private let sigmoid = ConstantTable(Sigmoid.table)
  private let channels: Int
  /// Rows of the state, `kernel - 1`.
  private let pastRows: Int

  init(_ step: ConvolveStep, of program: Program) {
    self.step = step
    weight = program.int8(step.weight)
    bias = program.int32(step.bias)
    preactivation = ChannelFactors(step.preactivation, of: program)
    quantization = step.copy.map { ChannelFactors($0.quantization, of: program) }
    channels = program[step.x].count
    pastRows = weight.count / channels - 1
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let inputs = workspace.rows(of: step.input, as: Int8.self)
    let states = workspace.rows(of: step.state, as: Int8.self)
    let xs = workspace.rows(of: step.x, as: Int16.self)
    for row in rows.ordered(backward: step.isBackward) {
      let (input, state, x) = (inputs[row], states[row], xs[row])
      for e in 0..<channels {
        let a = accumulator(input, state, e)
        let u = saturate16(preactivation.requantized(a, e))
        x[e] = silu(u, fractionBits: step.fractionBits, table: sigmoid.base)
      }
      moveWindow(state, input)
    }
    copy(in: workspace, rows: rows)
  }

  private func copy(in workspace: Workspace, rows: Range<Int>) {
    guard let quantization, let copy = step.copy else { return }
    let xs = workspace.rows(of: step.x, as: Int16.self)
    let copies = workspace.rows(of: copy.xQuantized, as: Int8.self)
    for row in rows {
      let (x, xQuantized) = (xs[row], copies[row])
      for e in 0..<channels {
        xQuantized[e] = saturate8(quantization.requantized(Int32(x[e]), e))
      }
    }
  }

  @inline(__always)
  private func accumulator(
    _ input: UnsafeMutablePointer<Int8>, _ state: UnsafeMutablePointer<Int8>, _ e: Int
  ) -> Int32 {
    let taps = weight.base + e
    var a = bias.base[e] + Int32(taps[pastRows * channels]) * Int32(input[e])
    for k in 0..<pastRows {
      a += Int32(taps[k * channels]) * Int32(state[k * channels + e])
    }
    return a
  }

  private func moveWindow(
    _ state: UnsafeMutablePointer<Int8>, _ input: UnsafeMutablePointer<Int8>
  ) {
    guard pastRows > 0 else { return }
    let kept = (pastRows - 1) * channels
    state.update(from: state + channels, count: kept)
    (state + kept).update(from: input, count: channels)
  }
}
