import Calibration
import Model

/// The formats of a gate, before its step exists; [E] each.
struct GatePlan {
  let d: Parameter
  /// `D` of each channel.
  let skip: [Double]
  /// Real value of one unit of x.
  let xUnit: Double
  /// Real value of one unit of y's accumulator.
  let yUnits: [Double]
  /// Real value of one unit of `h C + D x` before the gate.
  let yScales: [Double]
  /// Real value of one unit of the gate's products.
  let products: [Double]

  /// - Parameters:
  ///   - skip: `D` of each channel.
  ///   - gateUnit: Real value of one unit of z.
  ///   - gateScale: Factors of the gated output; nil for ones.
  ///   - seen: `h C + D x` in calibration.
  init(
    d: Parameter, skip: [Double], xUnit: Double, yUnits: [Double], gateUnit: Double,
    gateScale: [Float]?, seen: SiteStatistics
  ) {
    var yScales = ActivationScale.int16PerChannel(seen)
    for i in yScales.indices {
      yScales[i] = max(yScales[i], 2 * yUnits[i], 4 * abs(skip[i]) * xUnit / 0x1p15)
    }
    self.d = d
    self.skip = skip
    self.xUnit = xUnit
    self.yUnits = yUnits
    self.yScales = yScales
    products = yScales.indices.map { yScales[$0] * gateUnit * Double(gateScale?[$0] ?? 1) }
  }
}
