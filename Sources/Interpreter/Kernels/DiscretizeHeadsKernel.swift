import FixedPoint
import Program

/// Softplus of one time step for each head, its decay, and the drive of its channels.
///
///     dt[h] = clamp(requantize(softplus(preactivation[h]), timeStep), low[h]...high[h])
///     decay[h] = negatedDecay(dt[h], a[h])                                        Q15
///     drive[e] = saturate16(requantize(dt[head of e] * x[e], driveScale))
struct DiscretizeHeadsKernel: Kernel {
  private let step: DiscretizeHeadsStep
  private let timeStep: ChannelFactors
  private let low: ConstantTable<Int16>
  private let high: ConstantTable<Int16>
  private let a: ConstantTable<Int16>
  private let driveScale: ChannelFactors
  private let softplus = ConstantTable(Softplus.table)
  private let heads: Int
  private let headChannels: Int

  init(_ step: DiscretizeHeadsStep, of program: Program) {
    self.step = step
    timeStep = ChannelFactors(step.timeStep, of: program)
    low = program.int16(step.low)
    high = program.int16(step.high)
    a = program.int16(step.a)
    driveScale = ChannelFactors(step.driveScale, of: program)
    heads = program[step.decay].count
    headChannels = program[step.drive].count / heads
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let preactivations = workspace.rows(of: step.preactivation, as: Int16.self)
    let xs = workspace.rows(of: step.x, as: Int16.self)
    let decays = workspace.rows(of: step.decay, as: Int16.self)
    let drives = workspace.rows(of: step.drive, as: Int16.self)
    for row in rows {
      let (x, drive) = (xs[row], drives[row])
      for head in 0..<heads {
        let dt = timeStep(preactivations[row][head], head)
        decays[row][head] = negatedDecay(dt, a.base[head], fractionBits: step.fractionBits)
        for e in head * headChannels..<(head + 1) * headChannels {
          drive[e] = saturate16(driveScale.requantized(Int32(dt) * Int32(x[e]), e))
        }
      }
    }
  }

  private func timeStep(_ preactivation: Int16, _ head: Int) -> Int16 {
    let activated = FixedPoint.softplus(preactivation, table: softplus.base)
    let scaled = timeStep.requantized(activated, head)
    return Int16(max(Int32(low.base[head]), min(Int32(high.base[head]), scaled)))
  }
}
