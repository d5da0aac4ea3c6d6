import Calibration
import Foundation
import Model
import Program

/// The scales of one scan of Mamba-2, all from calibration.
///
/// As in ``ScanScales`` the state has a scale for each channel times one for each state index;
/// B and C take theirs when they are brought from the convolution's format to that of the scan.
struct HeadScales {
  /// Real value of one unit of dt, [H].
  let dt: [Double]
  /// Fraction bits of dt * a.
  let fractionBits: Int
  /// `-A * log2(e)` in the units of the scan, [H], 0...32767.
  let a: [Int16]
  /// Limits of dt, [H].
  let low: [Int16]
  let high: [Int16]
  /// [G N]
  let b: [Double]
  /// [G N]; `b * c` is the same for all states of a group.
  let c: [Double]
  /// Largest magnitude of C as an integer.
  let cLimit: Int
  /// Right shift of a block of states.
  let shift: Int
  /// [E]
  let drive: [Double]
  /// Real value of one unit of y's accumulator, [E].
  let y: [Double]

  /// - Parameter xUnit: Real value of one unit of x; the drive is never finer than dt * x.
  init(_ heads: HeadRecurrence, xUnit: Double, observed: ScanScales.Observed) {
    let (e, n, p) = (heads.channels, heads.states, heads.headChannels)
    let group = { (channel: Int) in channel / p / (heads.heads / heads.groups) }
    let rates = ScanScales.decays(heads.aLog.tensor.values, heads.heads, 1, observed.dt)
    dt = rates.dt
    fractionBits = rates.fractionBits
    a = rates.a
    low = rates.dt.map { Self.units(of: heads.timeStepLimit?.lowerBound ?? 0, $0) }
    high = rates.dt.map { Self.units(of: heads.timeStepLimit?.upperBound ?? .infinity, $0) }

    let bScales = ActivationScale.int16PerChannel(observed.b)
    let drives = (0..<e).map { channel in
      let product = max(
        Double(observed.drive.channelMaximum[channel]) * ActivationScale.headroom / 32767,
        rates.dt[channel / p] * xUnit)
      return (0..<n).reduce(product) { scale, state in
        let largest = Double(observed.state.channelMaximum[state * e + channel])
        return max(
          scale,
          largest * ActivationScale.stateHeadroom / 32767
            / (bScales[group(channel) * n + state] * 0x1p15))
      }
    }
    let limit = min(
      32767, Int((Int64(1) << 31) - 1) / (min(n, ScanHeadsStep.block) * 32768))
    let blocks = (n + ScanHeadsStep.block - 1) / ScanHeadsStep.block
    let commons = (0..<heads.groups).map { group in
      (group * n..<(group + 1) * n).reduce(1e-30) { largest, i in
        max(
          largest,
          Double(observed.c.channelMaximum[i]) * ActivationScale.headroom * bScales[i]
            / Double(limit))
      }
    }
    let shift = blocks > 1 ? Int(ceil(log2(Double(blocks)))) : 0
    b = bScales
    c = bScales.indices.map { commons[$0 / n] / bScales[$0] }
    cLimit = limit
    self.shift = shift
    drive = drives
    y = drives.indices.map { commons[group($0)] * drives[$0] * exp2(Double(15 + shift)) }
  }

  /// A time step in units of `scale`.
  private static func units(of timeStep: Float, _ scale: Double) -> Int16 {
    Int16(min(32767, (Double(timeStep) / scale).rounded()))
  }
}
