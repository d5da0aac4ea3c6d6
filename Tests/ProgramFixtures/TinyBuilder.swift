import Program
import TestSupport

/// A buffer with its largest magnitude and the magnitude that it usually has.
struct Signal {
  var id: BufferID
  var count: Int
  var bound: Double
  var usual: Double
}

/// Collects buffers, constants and steps, and chooses scales that keep values lively:
/// neither all saturated nor all zero.
struct TinyBuilder {
  var random: SeededRandom
  var buffers: [Buffer] = []
  var constants: [Constant] = []
  var steps: [Step] = []
  private(set) var layer: Int?
  /// Ends the names of a direction: `_b` of the backward one.
  var direction = ""

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// The steps so far; the following ones belong to the next section.
  mutating func takeSteps() -> [Step] {
    defer { steps = [] }
    return steps
  }

  mutating func enter(layer: Int?) { self.layer = layer }

  func origin(_ module: String) -> StepOrigin {
    let prefix = layer.map { "backbone.layers.\($0)." } ?? ""
    return StepOrigin(
      layer: layer, module: module, checkpointName: "\(prefix)\(module).weight")
  }

  private func named(_ name: String) -> String {
    let name = name + direction
    return layer.map { $0 < 10 ? "l0\($0)_\(name)" : "l\($0)_\(name)" } ?? name
  }

  mutating func buffer(
    _ name: String, _ type: ElementType, _ count: Int, role: Buffer.Role = .scratch,
    scale: Double? = 0.0625
  ) -> BufferID {
    buffers.append(
      Buffer(name: named(name), role: role, type: type, count: count, scale: scale))
    return BufferID(buffers.count - 1)
  }

  mutating func constant(
    _ name: String, _ shape: [Int], _ data: ConstantData
  ) -> ConstantID {
    constants.append(
      Constant(name: named(name), shape: shape, data: data, origin: origin(name)))
    return ConstantID(constants.count - 1)
  }

  mutating func weight(_ name: String, _ rows: Int, _ columns: Int) -> ConstantID {
    let values = (0..<rows * columns).map { _ in Int8(random.int(-127...127)) }
    return constant(name, [rows, columns], .int8(values))
  }

  /// Factors near `factor`, one for each channel, with the largest left shift that keeps
  /// `bound << left` in int32, or the given one.
  mutating func channelScale(
    _ name: String, channels: Int, factor: Double, bound: Double, left fixed: Int? = nil,
    shifts: ClosedRange<Int> = 0...31, signed: Bool = false
  ) -> ChannelScale {
    let left = fixed ?? Self.left(bound: bound)
    var multipliers: [Int32] = []
    var exponents: [UInt8] = []
    for _ in 0..<channels {
      let scale = Self.decompose(factor * spread(), left: left, shifts: shifts)
      let negative = signed && random.int(0...1) == 1
      multipliers.append(negative ? -scale.multiplier : scale.multiplier)
      exponents.append(UInt8(scale.shift))
    }
    return ChannelScale(
      multiplier: constant("\(name)_multiplier", [channels], .int32(multipliers)),
      shift: constant("\(name)_shift", [channels], .uint8(exponents)), left: left)
  }

  /// A uniform factor in 1/2 ..< 2, for spreading scales over channels.
  private mutating func spread() -> Double { Double(random.float(0.5...1.9375)) }

  mutating func tensorScale(factor: Double, bound: Double) -> TensorScale {
    Self.decompose(
      factor * spread(), left: Self.left(bound: bound), shifts: 0...31)
  }

  private static func left(bound: Double) -> Int {
    max(0, min(23, 30 - Int(max(bound, 1).exponent)))
  }

  /// `factor = multiplier * 2^(left - 31 - shift)`, clamped to what the format holds.
  private static func decompose(
    _ factor: Double, left: Int, shifts: ClosedRange<Int>
  ) -> TensorScale {
    let exponent = Int(factor.exponent) + 1
    let shift = max(shifts.lowerBound, min(shifts.upperBound, left - exponent))
    let multiplier = min(factor.significand * 0x1p30, 0x7fff_ffff)
    return TensorScale(multiplier: Int32(multiplier), shift: shift, left: left)
  }
}
