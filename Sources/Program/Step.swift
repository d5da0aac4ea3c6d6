/// One fused instruction of the integer program; one kernel call in the emitted C.
///
/// The arithmetic of each case is defined in the specification page
/// `Documentation.docc/Development/Arithmetic.md`, executed by `Interpreter`, and written a
/// second time in `Runtime-C`.
package enum Step: Hashable, Sendable {
  case embed(EmbedStep)
  case gather(GatherStep)
  case position(PositionStep)
  case normalize(NormalizeStep)
  case linear(LinearStep)
  case convolve(ConvolveStep)
  case discretize(DiscretizeStep)
  case scan(ScanStep)
  case rescale(RescaleStep)
  case discretizeHeads(DiscretizeHeadsStep)
  case scanHeads(ScanHeadsStep)
  case gate(GateStep)
  case add(AddStep)
  case rotate(RotateStep)
  case quantize(QuantizeStep)
  case accumulate(AccumulateStep)
  case mean(MeanStep)

  /// Where the step comes from.
  package var origin: StepOrigin {
    switch self {
    case .embed(let s): s.origin
    case .gather(let s): s.origin
    case .position(let s): s.origin
    case .normalize(let s): s.origin
    case .linear(let s): s.origin
    case .convolve(let s): s.origin
    case .discretize(let s): s.origin
    case .scan(let s): s.origin
    case .rescale(let s): s.origin
    case .discretizeHeads(let s): s.origin
    case .scanHeads(let s): s.origin
    case .gate(let s): s.origin
    case .add(let s): s.origin
    case .rotate(let s): s.origin
    case .quantize(let s): s.origin
    case .accumulate(let s): s.origin
    case .mean(let s): s.origin
    }
  }

  /// Buffers that the step reads; those that it updates in place stand in both lists.
  package var inputs: [BufferID] {
    switch self {
    case .embed(let s): [s.token]
    case .gather(let s): [s.image]
    case .position: []
    case .normalize(let s): [s.input]
    case .linear(let s): s.accumulates ? [s.input, s.output] : [s.input]
    case .convolve(let s): [s.input, s.state]
    case .discretize(let s): [s.preactivation, s.x]
    case .scan(let s): [s.dt, s.drive, s.b, s.c, s.state]
    case .rescale(let s): [s.input]
    case .discretizeHeads(let s): [s.preactivation, s.x]
    case .scanHeads(let s): [s.decay, s.drive, s.b, s.c, s.state]
    case .gate(let s): [s.y, s.x, s.z]
    case .add(let s): [s.left, s.right]
    case .rotate(let s): [s.input]
    case .quantize(let s): [s.input]
    case .accumulate(let s): [s.input, s.sum, s.count]
    case .mean(let s): [s.sum, s.count]
    }
  }

  /// Buffers that the step writes, the first one being its result.
  package var outputs: [BufferID] {
    switch self {
    case .embed(let s): [s.output]
    case .gather(let s): [s.output]
    case .position(let s): [s.output]
    case .normalize(let s): [s.output]
    case .linear(let s): [s.output]
    case .convolve(let s): [s.x, s.copy?.xQuantized, s.state].compactMap { $0 }
    case .discretize(let s): [s.dt, s.drive]
    case .scan(let s): [s.y, s.state]
    case .rescale(let s): [s.output]
    case .discretizeHeads(let s): [s.decay, s.drive]
    case .scanHeads(let s): [s.y, s.state]
    case .gate(let s): [s.output]
    case .add(let s): [s.output]
    case .rotate(let s): [s.output]
    case .quantize(let s): [s.output]
    case .accumulate(let s): [s.sum, s.count]
    case .mean(let s): [s.output]
    }
  }

  /// True if the step goes from the last position to the first.
  package var isBackward: Bool {
    switch self {
    case .convolve(let s): s.isBackward
    case .scan(let s): s.isBackward
    default: false
    }
  }
}

/// A factor for each channel: `requantize(x, left, multiplier[i], shift[i])`.
package struct ChannelScale: Hashable, Sendable, Codable {
  /// int32 [channels], -(2^31 - 1)...2^31 - 1; negative only where the step says so.
  package var multiplier: ConstantID
  /// uint8 [channels], 0...31.
  package var shift: ConstantID
  /// Left shift before the product, the same for all channels, 0...30.
  package var left: Int

  package init(multiplier: ConstantID, shift: ConstantID, left: Int) {
    self.multiplier = multiplier
    self.shift = shift
    self.left = left
  }
}

/// One factor for a whole tensor: `requantize(x, left, multiplier, shift)`.
package struct TensorScale: Hashable, Sendable, Codable {
  /// 0...2^31 - 1.
  package var multiplier: Int32
  /// 0...31.
  package var shift: Int
  /// 0...30.
  package var left: Int

  package init(multiplier: Int32, shift: Int, left: Int) {
    self.multiplier = multiplier
    self.shift = shift
    self.left = left
  }
}
