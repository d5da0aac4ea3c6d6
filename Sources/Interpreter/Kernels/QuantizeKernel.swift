import Program

/// `output[i] = saturate(requantize(input[i], scale))`
struct QuantizeKernel<Input: Activation, Output: Activation>: Kernel {
  private let step: QuantizeStep
  private let count: Int

  init(_ step: QuantizeStep, of program: Program) {
    self.step = step
    count = program[step.output].count
  }

  @specialized(where Input == Int16, Output == Int8)
  @specialized(where Input == Int16, Output == Int16)
  @specialized(where Input == Int32, Output == Int8)
  @specialized(where Input == Int32, Output == Int16)
  func run(in workspace: Workspace, rows: Range<Int>) {
    let inputs = workspace.rows(of: step.input, as: Input.self)
    let outputs = workspace.rows(of: step.output, as: Output.self)
    for row in rows {
      let input = inputs[row]
      let output = outputs[row]
      for i in 0..<count {
        output[i] = .saturating(step.scale.requantized(Int32(input[i])))
      }
    }
  }
}
