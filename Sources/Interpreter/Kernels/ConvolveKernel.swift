import FixedPoint
import Program

/// Causal depthwise convolution, SiLU, and the int8 copy that `x_proj` reads.
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
  private let weight: Table<Int8>
  /// [channels]
  private let bias: Table<Int32>
  private let preactivation: ChannelFactors
  private let quantization: ChannelFactors
  private let sigmoid = Table(Sigmoid.table)
  private let channels: Int
  /// Rows of the state, `kernel - 1`.
  private let pastRows: Int

  init(_ step: ConvolveStep, of program: Program) {
    self.step = step
    weight = program.int8(step.weight)
    bias = program.int32(step.bias)
    preactivation = ChannelFactors(step.preactivation, of: program)
    quantization = ChannelFactors(step.quantization, of: program)
    channels = program[step.x].count
    pastRows = weight.count / channels - 1
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let inputs = workspace.rows(of: step.input, as: Int8.self)
    let states = workspace.rows(of: step.state, as: Int8.self)
    let xs = workspace.rows(of: step.x, as: Int16.self)
    let xsQuantized = workspace.rows(of: step.xQuantized, as: Int8.self)
    for row in rows.ordered(backward: step.isBackward) {
      let (input, state) = (inputs[row], states[row])
      let (x, xQuantized) = (xs[row], xsQuantized[row])
      for e in 0..<channels {
        let a = accumulator(input, state, e)
        let u = saturate16(preactivation.requantized(a, e))
        x[e] = silu(u, fractionBits: step.fractionBits, table: sigmoid.base)
        xQuantized[e] = saturate8(quantization.requantized(Int32(x[e]), e))
      }
      moveWindow(state, input)
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
