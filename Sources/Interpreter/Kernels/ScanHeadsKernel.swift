import FixedPoint
import Program

/// The scan of Mamba-2, one position after the other.
///
///     h[n][e] = saturate16(q15(drive[e], b[g][n]) - q15(decay[head of e], h[n][e]))
///     y[e] = sum over blocks of 8 n of rshift(sum over n of c[g][n] * h[n][e], shift)
struct ScanHeadsKernel: Kernel {
  private let step: ScanHeadsStep
  private let heads: Int
  private let channels: Int
  private let states: Int

  init(_ step: ScanHeadsStep, of program: Program) {
    self.step = step
    heads = program[step.decay].count
    channels = program[step.y].count
    states = program[step.b].count / step.groups
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let decays = workspace.rows(of: step.decay, as: Int16.self)
    let drives = workspace.rows(of: step.drive, as: Int16.self)
    let bs = workspace.rows(of: step.b, as: Int16.self)
    let cs = workspace.rows(of: step.c, as: Int16.self)
    let ys = workspace.rows(of: step.y, as: Int32.self)
    let state = workspace.rows(of: step.state, as: Int16.self)[0]
    let headChannels = channels / heads
    for row in rows {
      for head in 0..<heads {
        let group = head / (heads / step.groups) * states
        for e in head * headChannels..<(head + 1) * headChannels {
          ys[row][e] = scan(
            decay: decays[row][head], drive: drives[row][e], b: bs[row] + group,
            c: cs[row] + group, state: state + e)
        }
      }
    }
  }

  /// All states of one channel, [states] with a stride of `channels`.
  private func scan(
    decay: Int16, drive: Int16, b: UnsafePointer<Int16>, c: UnsafePointer<Int16>,
    state: UnsafeMutablePointer<Int16>
  ) -> Int32 {
    var y: Int32 = 0
    for first in stride(from: 0, to: states, by: ScanHeadsStep.block) {
      var sum: Int32 = 0
      for n in first..<min(first + ScanHeadsStep.block, states) {
        let h = saturate16(
          Int32(multiplyQ15(drive, b[n])) - Int32(multiplyQ15(decay, state[n * channels])))
        state[n * channels] = h
        sum += Int32(c[n]) * Int32(h)
      }
      y += roundingShiftRight(sum, step.shift)
    }
    return y
  }
}
