/// The steps of Mamba-2.
extension ShapeCheck {
  mutating func check(_ s: RescaleStep) {
    let channels = program[s.output].count
    buffer("input", s.input, [.int16], count: channels)
    buffer("output", s.output, [.int16], count: channels)
    scale("scale", s.scale, channels: channels)
    findings.check("limit", s.limit, 1...32767)
  }

  mutating func check(_ s: DiscretizeHeadsStep) {
    let heads = program[s.decay].count
    let channels = program[s.drive].count
    buffer("preactivation", s.preactivation, [.int16], count: heads)
    buffer("x", s.x, [.int16], count: channels)
    scale("time_step", s.timeStep, channels: heads, left: 0...0)
    constant("low", s.low, .int16, [heads], 0...32767)
    constant("high", s.high, .int16, [heads], 0...32767)
    constant("a", s.a, .int16, [heads], 0...32767)
    findings.check("fraction_bits", s.fractionBits, 16...30)
    scale("drive_scale", s.driveScale, channels: channels, left: 0...0)
    buffer("decay", s.decay, [.int16], count: heads)
    buffer("drive", s.drive, [.int16], count: channels)
    checkHeads(heads, channels: channels)
  }

  mutating func check(_ s: ScanHeadsStep) {
    let heads = program[s.decay].count
    let channels = program[s.y].count
    let groupStates = program[s.b].count
    buffer("decay", s.decay, [.int16], count: heads)
    buffer("drive", s.drive, [.int16], count: channels)
    buffer("b", s.b, [.int16], count: groupStates)
    buffer("c", s.c, [.int16], count: groupStates)
    findings.check("groups", s.groups, 1...max(1, min(heads, groupStates)))
    findings.check("shift", s.shift, 0...31)
    buffer("y", s.y, [.int32], count: channels)
    checkHeads(heads, channels: channels)
    guard s.groups >= 1 else { return }
    if !heads.isMultiple(of: s.groups) {
      findings.report(.group(size: s.groups, channels: heads))
    }
    if !groupStates.isMultiple(of: s.groups) {
      findings.report(.group(size: s.groups, channels: groupStates))
    }
    buffer("state", s.state, [.int16], count: groupStates / s.groups * channels)
  }

  private mutating func checkHeads(_ heads: Int, channels: Int) {
    if heads < 1 || !channels.isMultiple(of: heads) {
      findings.report(.group(size: heads, channels: channels))
    }
  }
}
