import Calibration
import FloatReference
import Model

/// The formats of one direction of a mixer, before any of its steps exist.
struct BranchPlan {
  let mixer: Mixer
  let direction: Direction
  let branch: Branch
  /// Of x.
  let fractionBits: Int
  let scan: ScanScales
  let gate: GatePlan

  /// Real value of one unit of x.
  var xUnit: Double { 1 / Double(1 << fractionBits) }

  /// A tensor of the branch.
  func site(_ site: MixerSite) -> Site { .branch(layer: mixer.layer, direction, site) }

  /// The plans of all directions of a mixer.
  ///
  /// - Parameters:
  ///   - gateUnit: Real value of one unit of z.
  ///   - statistics: Those of a site.
  static func all(
    of mixer: Mixer, gateUnit: Double,
    _ statistics: (Site) throws(QuantizationError) -> SiteStatistics
  ) throws(QuantizationError) -> [BranchPlan] {
    var plans: [BranchPlan] = []
    for direction in mixer.directions {
      plans.append(try BranchPlan(mixer, direction, gateUnit: gateUnit, statistics))
    }
    return plans
  }

  private init(
    _ mixer: Mixer, _ direction: Direction, gateUnit: Double,
    _ statistics: (Site) throws(QuantizationError) -> SiteStatistics
  ) throws(QuantizationError) {
    func seen(_ site: MixerSite) throws(QuantizationError) -> SiteStatistics {
      try statistics(.branch(layer: mixer.layer, direction, site))
    }
    let branch = mixer[direction]
    let e = mixer.channels
    let bits = ActivationScale.fractionBits(try seen(.convolutionOutput))
    let unit = 1 / Double(1 << bits)
    let scan = ScanScales(
      aLog: branch.aLog.tensor.values, channels: e, states: branch.states, xUnit: unit,
      observed: .init(
        dt: try seen(.dt), drive: try seen(.drive), b: try seen(.b), c: try seen(.c),
        state: try seen(.state)),
      normLimit: branch.normLimit(width: branch.states))
    self.mixer = mixer
    self.direction = direction
    self.branch = branch
    self.scan = scan
    fractionBits = bits
    gate = GatePlan(
      d: branch.d, skip: branch.d.tensor.values.map(Double.init), xUnit: unit, yUnits: scan.y,
      gateUnit: gateUnit, gateScale: mixer.gateScale, seen: try seen(.y))
  }
}

extension Branch {
  /// The largest magnitude that dt, B or C can have behind a norm without weights, sqrt(width);
  /// nil where the branch has no norms, and calibration has to say.
  func normLimit(width: Int) -> Double? {
    normEpsilon == nil ? nil : Double(width).squareRoot()
  }
}
