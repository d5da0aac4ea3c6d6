import Program
import TestSupport

/// The Mamba-2 mixer with random weights.
extension TinyBuilder {
  /// From the mixer's int8 input to the normalised vector behind the gate, of `type`.
  mutating func headMixer(_ input: Signal, shape: HeadShape, to type: ElementType) -> Signal {
    let fractionBits = random.int(9...12)
    let unit = Double(1 << fractionBits)
    let states = shape.groups * shape.states
    var z = signal("in_proj_z", .int16, shape.channels)
    z.usual = 1.5 * unit
    linear("in_proj_z", input, into: z)
    let x = convolved("x", input, shape.channels, shape.kernel, fractionBits)
    let b = rescale("scan_b", convolved("b", input, states, shape.kernel, 11), limit: 32767)
    let limit = min(32767, (1 << 31 - 1) / (min(8, shape.states) * 32768) - 1)
    let c = rescale("scan_c", convolved("c", input, states, shape.kernel, 10), limit: limit)
    var preactivation = signal("in_proj_dt", .int16, shape.heads)
    preactivation.usual = 2048
    linear("in_proj_dt", input, into: preactivation)
    let (decay, drive) = discretizeHeads(preactivation, x, unit: unit)
    let y = scanHeads(decay: decay, drive: drive, b: b, c: c, shape)
    let gated = gate(y: y, x: x, z: z, fractionBits: fractionBits)
    return normalize(gated, to: type, named: "gated_norm", groups: shape.groups)
  }

  private mutating func convolved(
    _ name: String, _ input: Signal, _ channels: Int, _ kernel: Int, _ fractionBits: Int
  ) -> Signal {
    let projected = linear("in_proj_\(name)", input, to: .int8, channels)
    return convolve(
      projected, kernel: kernel, fractionBits: fractionBits, isBackward: false, copies: false,
      prefix: "\(name)_"
    ).x
  }

  private mutating func rescale(_ name: String, _ input: Signal, limit: Int) -> Signal {
    var output = signal(name, .int16, input.count)
    output.bound = Double(limit)
    output.usual = Double(limit) / 3
    steps.append(
      .rescale(
        RescaleStep(
          input: input.id,
          scale: channelScale(
            name, channels: input.count, factor: output.usual / input.usual, bound: 32768,
            left: 15), limit: limit, output: output.id, origin: origin(name))))
    return output
  }

  private mutating func discretizeHeads(
    _ preactivation: Signal, _ x: Signal, unit: Double
  ) -> (decay: Signal, drive: Signal) {
    let heads = preactivation.count
    let decay = signal("decay", .int16, heads)
    let drive = signal("drive", .int16, x.count)
    let rates = (0..<heads).map { _ in Int16(random.int(100...32767)) }
    let low = (0..<heads).map { _ in Int16(random.int(0...400)) }
    let high = (0..<heads).map { _ in Int16(random.int(8000...32767)) }
    steps.append(
      .discretizeHeads(
        DiscretizeHeadsStep(
          preactivation: preactivation.id, x: x.id,
          timeStep: channelScale(
            "dt", channels: heads, factor: 8000 / 0x1p25, bound: 0x1p30, left: 0),
          low: constant("dt_low", [heads], .int16(low)),
          high: constant("dt_high", [heads], .int16(high)),
          a: constant("a", [heads], .int16(rates)), fractionBits: random.int(26...28),
          driveScale: channelScale(
            "drive", channels: x.count, factor: 1 / unit, bound: 0x1p30, left: 0),
          decay: decay.id, drive: drive.id, origin: origin("A_log"))))
    return (decay, drive)
  }

  private mutating func scanHeads(
    decay: Signal, drive: Signal, b: Signal, c: Signal, _ shape: HeadShape
  ) -> Signal {
    let state = buffer(
      "scan_state", .int16, shape.states * shape.channels, role: .state, scale: nil)
    let blocks = (shape.states + 7) / 8
    let shift = blocks > 1 ? Int.bitWidth - (blocks - 1).leadingZeroBitCount : 0
    var y = signal("y", .int32, shape.channels)
    y.usual = Double(shape.states).squareRoot() * c.usual * 4000 / Double(1 << shift)
    steps.append(
      .scanHeads(
        ScanHeadsStep(
          decay: decay.id, drive: drive.id, b: b.id, c: c.id, groups: shape.groups,
          shift: shift, state: state, y: y.id, origin: origin("A_log"))))
    return y
  }
}

/// Sizes of a tiny program of Mamba-2.
package struct HeadShape: Hashable, Sendable {
  package var vocabulary: Int
  package var width: Int
  package var heads: Int
  package var headChannels: Int
  package var groups: Int
  package var states: Int
  package var kernel: Int
  package var layers: Int

  package init(
    vocabulary: Int = 11, width: Int = 10, heads: Int, headChannels: Int, groups: Int,
    states: Int, kernel: Int, layers: Int = 2
  ) {
    self.vocabulary = vocabulary
    self.width = width
    self.heads = heads
    self.headChannels = headChannels
    self.groups = groups
    self.states = states
    self.kernel = kernel
    self.layers = layers
  }

  package var channels: Int { heads * headChannels }

  /// Heads, groups and states that no vector length divides, vectors of one element, and states
  /// of several blocks.
  package static let all = [
    HeadShape(heads: 6, headChannels: 5, groups: 3, states: 7, kernel: 2),
    HeadShape(vocabulary: 1, width: 1, heads: 1, headChannels: 1, groups: 1, states: 1, kernel: 1),
    HeadShape(heads: 4, headChannels: 24, groups: 2, states: 33, kernel: 4),
    HeadShape(heads: 2, headChannels: 64, groups: 1, states: 16, kernel: 3),
  ]
}
