import FixedPoint
import Program

/// The selective scan, one position after the other, in 16-bit lanes.
///
///     h[n][e] = saturate16(q15(drive[e], b[n]) - q15(negatedDecay(dt[e], a[n][e]), h[n][e]))
///     y[e] = sum over n of c[n] * h[n][e]                                 int32, proved
///
/// Channels go in groups of eight lanes (`ScanLanes`), the rest one by one.
struct ScanKernel: Kernel {
  private let step: ScanStep
  /// [states, channels]
  private let a: ConstantTable<Int16>
  private let states: Int
  private let channels: Int

  init(_ step: ScanStep, of program: Program) {
    self.step = step
    a = program.int16(step.a)
    channels = program[step.y].count
    states = program[step.b].count
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let dts = workspace.rows(of: step.dt, as: Int16.self)
    let drives = workspace.rows(of: step.drive, as: Int16.self)
    let bs = workspace.rows(of: step.b, as: Int16.self)
    let cs = workspace.rows(of: step.c, as: Int16.self)
    let ys = workspace.rows(of: step.y, as: Int32.self)
    let state = workspace.rows(of: step.state, as: Int16.self)[0]
    let lanes = ScanLanes(fractionBits: step.fractionBits)
    let grouped = channels - channels % ScanLanes.count
    for row in rows.ordered(backward: step.isBackward) {
      for e in stride(from: 0, to: grouped, by: ScanLanes.count) {
        lanes.run(
          dt: dts[row] + e, drive: drives[row] + e, b: bs[row], c: cs[row], a: a.base + e,
          state: state + e, y: ys[row] + e, states: states, channels: channels)
      }
      for e in grouped..<channels {
        ys[row][e] = scan(
          dt: dts[row][e], drive: drives[row][e], b: bs[row], c: cs[row], a: a.base + e,
          state: state + e)
      }
    }
  }

  /// One channel; the formula in the specification's own primitives.
  private func scan(
    dt: Int16, drive: Int16, b: UnsafePointer<Int16>, c: UnsafePointer<Int16>,
    a: UnsafePointer<Int16>, state: UnsafeMutablePointer<Int16>
  ) -> Int32 {
    var y: Int32 = 0
    for n in 0..<states {
      let decay = negatedDecay(dt, a[n * channels], fractionBits: step.fractionBits)
      let previous = state[n * channels]
      let h = saturate16(
        Int32(multiplyQ15(drive, b[n])) - Int32(multiplyQ15(decay, previous)))
      state[n * channels] = h
      y += Int32(c[n]) * Int32(h)
    }
    return y
  }
}
