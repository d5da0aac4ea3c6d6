import FixedPoint
import Program

/// The skip connection D and the gate.
///
///     t[e] = saturate16(requantize(y[e], yScale) + requantize(x[e], skipScale))
///     output[e] = saturate16(requantize(t[e] * silu(z[e]), outputScale))
struct GateKernel: Kernel {
  private let step: GateStep
  private let yScale: ChannelFactors
  private let skipScale: ChannelFactors
  private let outputScale: ChannelFactors
  private let sigmoid = ConstantTable(Sigmoid.table)
  private let channels: Int

  init(_ step: GateStep, of program: Program) {
    self.step = step
    yScale = ChannelFactors(step.yScale, of: program)
    skipScale = ChannelFactors(step.skipScale, of: program)
    outputScale = ChannelFactors(step.outputScale, of: program)
    channels = program[step.output].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let ys = workspace.rows(of: step.y, as: Int32.self)
    let xs = workspace.rows(of: step.x, as: Int16.self)
    let zs = workspace.rows(of: step.z, as: Int16.self)
    let outputs = workspace.rows(of: step.output, as: Int16.self)
    for row in rows {
      let (y, x, z, output) = (ys[row], xs[row], zs[row], outputs[row])
      for e in 0..<channels {
        let skip = skipScale.requantized(Int32(x[e]), e)
        let t = saturate16(yScale.requantized(y[e], e) + skip)
        let gate = silu(z[e], fractionBits: step.fractionBits, table: sigmoid.base)
        output[e] = saturate16(outputScale.requantized(Int32(t) * Int32(gate), e))
      }
    }
  }
}
