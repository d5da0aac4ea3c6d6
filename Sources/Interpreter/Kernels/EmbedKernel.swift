import FixedPoint
import Program

/// `output[i] = requantize(weight[token][i], left, multiplier[token], shift[token])`
struct EmbedKernel: Kernel {
  private let token: BufferID
  private let output: BufferID
  /// [vocabulary, width]
  private let weight: ConstantTable<Int8>
  private let scale: ChannelFactors
  private let width: Int

  init(_ step: EmbedStep, of program: Program) {
    token = step.token
    output = step.output
    weight = program.int8(step.weight)
    scale = ChannelFactors(step.scale, of: program)
    width = program[step.output].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let tokens = workspace.rows(of: token, as: Int32.self)
    let outputs = workspace.rows(of: output, as: Int32.self)
    for row in rows {
      let token = Int(tokens[row][0])
      let weight = weight.base + token * width
      let output = outputs[row]
      for i in 0..<width {
        output[i] = scale.requantized(Int32(weight[i]), token)
      }
    }
  }
}
