import Program

/// Running sum of a mean pool: `sum[i] += input[i]`, `count += 1`; neither once count is 65535.
///
/// In a whole sequence, of the positions that the step names.
struct AccumulateKernel: Kernel {
  private let step: AccumulateStep
  private let width: Int

  init(_ step: AccumulateStep, of program: Program) {
    self.step = step
    width = program[step.sum].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let inputs = workspace.rows(of: step.input, as: Int16.self)
    let sums = workspace.rows(of: step.sum, as: Int32.self)
    let counts = workspace.rows(of: step.count, as: Int32.self)
    for row in rows where counts[row][0] < 65535 && step.rows?.contains(row) ?? true {
      let input = inputs[row]
      let sum = sums[row]
      for i in 0..<width {
        sum[i] += Int32(input[i])
      }
      counts[row][0] += 1
    }
  }
}
