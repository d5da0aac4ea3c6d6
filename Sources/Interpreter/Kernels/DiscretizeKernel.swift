import FixedPoint
import Program

/// Softplus of the time step, and the drive of the scan.
///
///     dt[e] = clamp(requantize(softplus(preactivation[e]), timeStep), 0...32767)
///     drive[e] = saturate16(requantize(dt[e] * x[e], driveScale))
struct DiscretizeKernel: Kernel {
  private let step: DiscretizeStep
  private let timeStep: ChannelFactors
  private let driveScale: ChannelFactors
  private let softplus = ConstantTable(Softplus.table)
  private let channels: Int

  init(_ step: DiscretizeStep, of program: Program) {
    self.step = step
    timeStep = ChannelFactors(step.timeStep, of: program)
    driveScale = ChannelFactors(step.driveScale, of: program)
    channels = program[step.dt].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let preactivations = workspace.rows(of: step.preactivation, as: Int16.self)
    let xs = workspace.rows(of: step.x, as: Int16.self)
    let dts = workspace.rows(of: step.dt, as: Int16.self)
    let drives = workspace.rows(of: step.drive, as: Int16.self)
    for row in rows {
      let (preactivation, x, dt, drive) = (preactivations[row], xs[row], dts[row], drives[row])
      for e in 0..<channels {
        let activated = FixedPoint.softplus(preactivation[e], table: softplus.base)
        let scaled = timeStep.requantized(activated, e)
        dt[e] = Int16(max(0, min(32767, scaled)))
        drive[e] = saturate16(driveScale.requantized(Int32(dt[e]) * Int32(x[e]), e))
      }
    }
  }
}
