import FixedPoint
import Program

/// `output[i] = requantize(weight[t][i], left, multiplier[t], shift[t])` at position t.
struct PositionKernel: Kernel {
  private let output: BufferID
  /// [positions, width]
  private let weight: ConstantTable<Int8>
  private let scale: ChannelFactors
  private let width: Int

  init(_ step: PositionStep, of program: Program) {
    output = step.output
    weight = program.int8(step.weight)
    scale = ChannelFactors(step.scale, of: program)
    width = program[step.output].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let outputs = workspace.rows(of: output, as: Int32.self)
    for row in rows {
      for i in 0..<width {
        outputs[row][i] = scale.requantized(Int32(weight.base[row * width + i]), row)
      }
    }
  }
}
