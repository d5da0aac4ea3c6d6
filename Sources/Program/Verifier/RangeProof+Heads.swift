/// The steps of Mamba-2.
extension RangeProof {
  mutating func prove(_ s: RescaleStep) -> ProvedRange {
    let magnitude = interval(of: s.input).magnitude
    let output = requantize(
      Array(repeating: magnitude, count: program[s.input].count), s.scale
    ).clamped(to: .symmetric(s.limit))
    return ProvedRange(accumulator: magnitude, outputs: [output])
  }

  mutating func prove(_ s: DiscretizeHeadsStep) -> ProvedRange {
    guard case .int16(let low) = program[s.low].data, case .int16(let high) = program[s.high].data
    else { return ProvedRange(accumulator: 0, outputs: [-32767...0, ElementType.int16.range]) }
    if let head = low.indices.first(where: { low[$0] > high[$0] }) {
      findings.report(
        .element(
          operand: "low", name: program[s.low].name, index: head, value: Int(low[head]),
          0...Int(high[head])))
    }
    let largestSoftplus = (1 << 30) + (1 << 25)
    _ = requantize(Array(repeating: largestSoftplus, count: low.count), s.timeStep)
    let dt = Int(high.max() ?? 0)
    let product = fit(.product, dt * interval(of: s.x).magnitude)
    let drive = requantize(
      Array(repeating: product, count: program[s.drive].count), s.driveScale
    ).clamped(to: ElementType.int16.range)
    return ProvedRange(accumulator: product, outputs: [-32767...0, drive])
  }

  mutating func prove(_ s: ScanHeadsStep) -> ProvedRange {
    need("decay", s.decay, in: -32767...32767)
    need("b", s.b, in: -32767...32767)
    let states = program[s.b].count / s.groups
    let block = min(states, ScanHeadsStep.block)
    let inner = fit(.scanSum, block * interval(of: s.c).magnitude * 32768)
    let blocks = (states + ScanHeadsStep.block - 1) / ScanHeadsStep.block
    // Rounding may add one unit to each block.
    let sum = fit(.scanSum, blocks * ((inner >> s.shift) + (s.shift == 0 ? 0 : 1)))
    return ProvedRange(
      accumulator: max(inner, sum), outputs: [.symmetric(sum), ElementType.int16.range])
  }
}
