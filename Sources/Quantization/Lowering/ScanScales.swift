import Calibration
import Foundation

/// The scales of one selective scan, all from calibration.
///
/// The state has a scale for each channel times one for each state index,
/// `h[n][e] = drive[e] * b[n] * 2^15`, which the integer scan gets for nothing: B and C are
/// rows of `x_proj` and take the factor of n, the drive takes that of e. This is MambaQuant's
/// smoothing of B and C and its per-channel state scale in one.
struct ScanScales {
  /// Real value of one unit of dt, [E].
  var dt: [Double]
  /// Fraction bits of dt * a.
  var fractionBits: Int
  /// `-A * log2(e)` in the units of the scan, [N, E], 0...32767.
  var a: [Int16]
  /// [N]
  var b: [Double]
  /// [N]; `b[n] * c[n]` is the same for all n.
  var c: [Double]
  /// Largest magnitude of C as an integer.
  var cLimit: Int
  /// [E]
  var drive: [Double]
  /// Real value of one unit of y's accumulator, [E].
  var y: [Double]

  struct Observed {
    var dt: SiteStatistics
    var drive: SiteStatistics
    var b: SiteStatistics
    var c: SiteStatistics
    var state: SiteStatistics
  }

  /// - Parameters:
  ///   - aLog: [E, N], from the checkpoint.
  ///   - xUnit: Real value of one unit of x; the drive is never finer than dt * x.
  ///   - normLimit: Largest magnitude of B and C where norms limit them; nil where calibration
  ///     does.
  init(
    aLog: [Float], channels: Int, states: Int, xUnit: Double, observed: Observed,
    normLimit: Double?
  ) {
    (dt, fractionBits, a) = Self.decays(aLog, channels, states, observed.dt)
    let bScales =
      normLimit.map { Array(repeating: $0 / 32767, count: states) }
      ?? ActivationScale.int16PerChannel(observed.b)
    let products = zip(observed.drive.channelMaximum, dt).map {
      max(Double($0) * ActivationScale.headroom / 32767, $1 * xUnit)
    }
    drive = (0..<channels).map { e in
      (0..<states).reduce(products[e]) { scale, n in
        let largest = Double(observed.state.channelMaximum[n * channels + e])
        return max(
          scale, largest * ActivationScale.stateHeadroom / 32767 / (bScales[n] * 0x1p15))
      }
    }
    b = bScales
    let limit = min(32767, Int((Int64(1) << 31) - 1) / (states * 32768))
    cLimit = limit
    let common = (0..<states).reduce(1e-30) { common, n in
      let largest =
        normLimit ?? Double(observed.c.channelMaximum[n]) * ActivationScale.headroom
      return max(common, largest * bScales[n] / Double(limit))
    }
    c = bScales.map { common / $0 }
    y = drive.map { common * $0 * 0x1p15 }
  }

  /// dt takes 15 bits of its range, fewer where that would leave the smallest decay rate of
  /// the channel with too few bits of its own.
  static func decays(
    _ aLog: [Float], _ channels: Int, _ states: Int, _ observed: SiteStatistics
  ) -> (dt: [Double], fractionBits: Int, a: [Int16]) {
    let smallestRate = 64.0
    let coarsest = 16.0
    let rates = aLog.map { min(exp(Double($0)), 1e30) * 1.4426950408889634 }
    var dt = observed.channelMaximum.map {
      max(Double($0) * ActivationScale.stateHeadroom / 32767, 0x1p-25)
    }
    func rate(_ e: Int, _ n: Int) -> Double { rates[e * states + n] }
    let largest = (0..<channels).reduce(0.0) { value, e in
      (0..<states).reduce(value) { max($0, rate(e, $1) * dt[e]) }
    }
    // A rate beyond 2^10 forgets everything at once; it must not cost the others their bits.
    let bits = largest > 0 ? max(20, min(30, Int(floor(log2(32767 / largest))))) : 30
    let unit = exp2(Double(bits))
    for e in 0..<channels {
      let low = (0..<states).map { rate(e, $0) }.min() ?? 0
      let high = (0..<states).map { rate(e, $0) }.max() ?? 0
      let wanted = smallestRate / max(low * dt[e] * unit, 1e-30)
      let room = 32767 / max(high * dt[e] * unit, 1e-30)
      dt[e] *= max(1, min(wanted, room, coarsest))
    }
    var a = [Int16](repeating: 0, count: channels * states)
    for e in 0..<channels {
      for n in 0..<states {
        a[n * channels + e] = Int16(max(0, min(32767, (rate(e, n) * dt[e] * unit).rounded())))
      }
    }
    return (dt, bits, a)
  }
}
