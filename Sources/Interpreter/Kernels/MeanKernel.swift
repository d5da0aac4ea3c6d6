import Program

/// Mean of a pool: `output[i] = floor((2 * sum[i] + count) / (2 * count))`; 0 if count is 0.
struct MeanKernel: Kernel {
  private let step: MeanStep
  private let width: Int

  init(_ step: MeanStep, of program: Program) {
    self.step = step
    width = program[step.sum].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let sums = workspace.rows(of: step.sum, as: Int32.self)
    let counts = workspace.rows(of: step.count, as: Int32.self)
    let outputs = workspace.rows(of: step.output, as: Int16.self)
    for row in rows {
      let count = Int64(counts[row][0])
      for i in 0..<width {
        outputs[row][i] = MeanKernel.mean(Int64(sums[row][i]), count)
      }
    }
  }

  /// Swift's division truncates, so a negative remainder takes one off for the floor.
  static func mean(_ sum: Int64, _ count: Int64) -> Int16 {
    guard count > 0 else { return 0 }
    let (quotient, remainder) = (2 * sum + count).quotientAndRemainder(dividingBy: 2 * count)
    return Int16(remainder < 0 ? quotient - 1 : quotient)
  }
}
