import FixedPoint
import Program

/// `output[i] = saturate16(left[i] + right[i])`.
struct AddKernel: Kernel {
  private let step: AddStep
  private let count: Int

  init(_ step: AddStep, of program: Program) {
    self.step = step
    count = program[step.output].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let lefts = workspace.rows(of: step.left, as: Int16.self)
    let rights = workspace.rows(of: step.right, as: Int16.self)
    let outputs = workspace.rows(of: step.output, as: Int16.self)
    for row in rows {
      for i in 0..<count {
        outputs[row][i] = saturate16(Int32(lefts[row][i]) + Int32(rights[row][i]))
      }
    }
  }
}
