import Program

/// `output[i] = clamp(requantize(input[i], scale), -limit...limit)`
struct RescaleKernel: Kernel {
  private let step: RescaleStep
  private let scale: ChannelFactors
  private let channels: Int

  init(_ step: RescaleStep, of program: Program) {
    self.step = step
    scale = ChannelFactors(step.scale, of: program)
    channels = program[step.output].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let inputs = workspace.rows(of: step.input, as: Int16.self)
    let outputs = workspace.rows(of: step.output, as: Int16.self)
    let limit = Int32(step.limit)
    for row in rows {
      let (input, output) = (inputs[row], outputs[row])
      for i in 0..<channels {
        output[i] = Int16(max(-limit, min(limit, scale.requantized(Int32(input[i]), i))))
      }
    }
  }
}
