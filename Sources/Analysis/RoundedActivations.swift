import Calibration
import FloatReference
import Model
import Quantization

/// Rounds the activations of chosen parts as the integer program does, in float.
///
/// The grids are those of ``ActivationScale``. What the program computes in 32 bits, the residual
/// stream, y and the logits, stays float.
struct RoundedActivations: Intervention {
  private var grids: [Site: RoundingGrid] = [:]

  func changes(_ site: Site) -> Bool { grids[site] != nil }

  func change(_ site: Site, values: UnsafeMutableBufferPointer<Float>, width: Int) {
    grids[site]?.round(values, width: width)
  }

  /// - Parameter layer: The one layer whose parts are rounded, nil for all and for what is
  ///   outside of layers.
  init(_ parts: Set<QuantizedPart>, layer: Int?, of model: Model, _ statistics: Statistics) {
    let operations = model.body + model.readout
    for operation in operations {
      switch operation {
      case .mixer(let mixer) where layer == nil || layer == mixer.layer:
        add(parts, of: mixer, statistics)
      case .linear(let linear) where layer == nil && parts.contains(.linearInput):
        set(.value(linear.input), statistics, Self.int8)
      default: break
      }
    }
    // Frames and means have 16 bits, whoever reads them.
    for operation in operations where parts.contains(.linearInput) && layer == nil {
      guard case .meanPool(let pool) = operation else { continue }
      set(.value(pool.output), statistics, Self.int16)
    }
    switch model.input {
    case .token: break
    case .frame(_, let value):
      grids[.value(value)] = nil
      if layer == nil, parts.contains(.frames) { set(.value(value), statistics, Self.int16) }
    // Patches are bytes already.
    case .image(let image): grids[.value(image.value)] = nil
    }
  }

  private static func int8(_ seen: SiteStatistics) -> RoundingGrid {
    RoundingGrid(unit: ActivationScale.int8(seen), limit: 127)
  }

  private static func int16(_ seen: SiteStatistics) -> RoundingGrid {
    RoundingGrid(unit: ActivationScale.int16(seen), limit: 32767)
  }

  private static func int16PerChannel(_ seen: SiteStatistics) -> RoundingGrid {
    RoundingGrid(units: ActivationScale.int16PerChannel(seen), limit: 32767)
  }

  private static func fraction(_ seen: SiteStatistics) -> RoundingGrid {
    let bits = ActivationScale.fractionBits(seen)
    return RoundingGrid(unit: 1 / Double(1 << bits), limit: 32767)
  }

  private static func state(_ seen: SiteStatistics) -> RoundingGrid {
    RoundingGrid(
      units: ActivationScale.int16PerChannel(seen, headroom: ActivationScale.stateHeadroom),
      limit: 32767)
  }

  private mutating func add(
    _ parts: Set<QuantizedPart>, of mixer: Mixer, _ statistics: Statistics
  ) {
    func site(_ site: MixerSite) -> Site { .mixer(layer: mixer.layer, site) }
    if parts.contains(.inProjInput) { set(.value(mixer.input), statistics, Self.int8) }
    if parts.contains(.convolutionInput) {
      set(site(.convolutionInput), statistics) {
        RoundingGrid(units: ActivationScale.int8PerChannel($0), limit: 127)
      }
    }
    for direction in mixer.directions { add(parts, of: mixer, direction, statistics) }
    if mixer.heads != nil { add(scanOf: mixer, .forward, parts, statistics) }
    if parts.contains(.gate) { set(site(.gate), statistics, Self.fraction) }
    if parts.contains(.outProjInput) {
      set(site(.rotated), seenAt: mixer.outProjInput, statistics, Self.int8)
    }
  }

  private mutating func add(
    _ parts: Set<QuantizedPart>, of mixer: Mixer, _ direction: Direction,
    _ statistics: Statistics
  ) {
    func site(_ site: MixerSite) -> Site { .branch(layer: mixer.layer, direction, site) }
    add(scanOf: mixer, direction, parts, statistics)
    if parts.contains(.xProjInput) {
      // Without factors the input of x_proj is x itself.
      let seen = mixer[direction].xScale == nil ? site(.x) : site(.xSmoothed)
      set(site(.xSmoothed), seenAt: seen, statistics, Self.int8)
    }
    if parts.contains(.dtProjInput) { set(site(.dtLow), statistics, Self.int16) }
  }

  /// What both kinds of mixers have: x, dt, B, C and the state.
  private mutating func add(
    scanOf mixer: Mixer, _ direction: Direction, _ parts: Set<QuantizedPart>,
    _ statistics: Statistics
  ) {
    func site(_ site: MixerSite) -> Site { .branch(layer: mixer.layer, direction, site) }
    if parts.contains(.convolutionOutput) {
      set(site(.convolutionOutput), statistics, Self.fraction)
      grids[site(.x)] = grids[site(.convolutionOutput)]
    }
    if parts.contains(.timeStep) {
      grids[site(.dtPreactivation)] = RoundingGrid(unit: 0x1p-10, limit: 32767)
      set(site(.dt), statistics, Self.state)
      set(site(.drive), statistics, Self.int16PerChannel)
    }
    if parts.contains(.bAndC) {
      set(site(.b), statistics, Self.int16PerChannel)
      set(site(.c), statistics, Self.int16PerChannel)
    }
    if parts.contains(.state) { set(site(.state), statistics, Self.state) }
  }

  private mutating func set(
    _ site: Site, seenAt seen: Site? = nil, _ statistics: Statistics,
    _ grid: (SiteStatistics) -> RoundingGrid
  ) {
    guard let found = statistics.sites[seen ?? site] else { return }
    grids[site] = grid(found)
  }
}
