import FixedPoint

/// The steps with a recurrent state.
extension RangeProof {
  mutating func prove(_ s: ScanStep) -> [ProvedInterval] {
    need("dt", s.dt, in: 0...32767)
    // b is never -32768, so that no product has both factors at the end of the range.
    need("b", s.b, in: -32767...32767)
    let (dt, drive, b) = (elements(of: s.dt), elements(of: s.drive), elements(of: s.b))
    guard case .int16(let a) = program[s.a].data else { return [] }
    let channels = dt.count
    var exponents = IntervalUnion()
    var decays = IntervalUnion()
    var cells = ProvedCells()
    for (n, b) in b.enumerated() {
      for e in 0..<channels {
        let a = Int(a[n * channels + e])
        let decay = Self.decay(dt[e], a, fractionBits: s.fractionBits)
        exponents.add(dt[e] * (a...a))
        decays.add(decay)
        cells.add(ProvedCell(drive: drive[e], b: b, decay: decay))
      }
    }
    let c = elements(of: s.c)
    let sum = c.reduce(0...0) { $0 + $1 * cells.anyState }
    let y = Array(repeating: sum, count: channels)
    // By the magnitudes of c alone, as the contract of the kernel has it.
    let largest = c.reduce(0) { $0 + $1.magnitude } * 32768
    let isFitting = fit(.scanSum, [largest])
    return [
      ProvedInterval(.inner(.exponent), exponents), ProvedInterval(.inner(.decay), decays),
    ] + cells.inner + [
      ProvedInterval(.inner(.accumulator), y),
      write(s.y, isFitting ? y : uniform(0...0, s.y)),
      ProvedInterval(.buffer(s.state), cells.states),
    ]
  }

  mutating func prove(_ s: ScanHeadsStep) -> [ProvedInterval] {
    need("decay", s.decay, in: -32767...0)
    need("b", s.b, in: -32767...32767)
    let (decay, drive) = (elements(of: s.decay), elements(of: s.drive))
    let (b, c) = (elements(of: s.b), elements(of: s.c))
    let (channels, states) = (drive.count, b.count / s.groups)
    let groupChannels = channels / s.groups
    let headChannels = channels / decay.count
    var cells = ProvedCells()
    for e in 0..<channels {
      let first = e / groupChannels * states
      for b in b[first..<first + states] {
        cells.add(ProvedCell(drive: drive[e], b: b, decay: decay[e / headChannels]))
      }
    }
    // The channels of a group have the same c, and any of the states.
    var blocks = IntervalUnion()
    var sums = Array(repeating: 0...0, count: s.groups)
    for group in 0..<s.groups {
      let c = c[group * states..<(group + 1) * states]
      for first in stride(from: c.startIndex, to: c.endIndex, by: ScanHeadsStep.block) {
        let block = c[first..<min(first + ScanHeadsStep.block, c.endIndex)]
          .reduce(0...0) { $0 + $1 * cells.anyState }
        blocks.add(block, times: groupChannels)
        sums[group] = sums[group] + block.roundedShift(s.shift)
      }
    }
    let isFitting = fitBlocks(c, states: states, s)
    let y = (0..<channels).map { sums[$0 / groupChannels] }
    return cells.inner + [
      ProvedInterval(.inner(.blockSum), blocks), ProvedInterval(.inner(.accumulator), y),
      write(s.y, isFitting ? y : uniform(0...0, s.y)),
      ProvedInterval(.buffer(s.state), cells.states),
    ]
  }

  /// Whether the sum of a block and that of all shifted blocks fit by magnitude, whatever the
  /// states are.
  private mutating func fitBlocks(
    _ c: [ClosedRange<Int>], states: Int, _ s: ScanHeadsStep
  ) -> Bool {
    let block = min(states, ScanHeadsStep.block)
    let inner = block * (c.map(\.magnitude).max() ?? 0) * 32768
    let blocks = (states + ScanHeadsStep.block - 1) / ScanHeadsStep.block
    // Rounding may add one unit to each block.
    let sum = blocks * ((inner >> s.shift) + (s.shift == 0 ? 0 : 1))
    return fit(.scanSum, [inner]) && fit(.scanSum, [sum])
  }

  mutating func prove(_ s: RescaleStep) -> [ProvedInterval] {
    let scaled = requantize(elements(of: s.input), s.scale)
    return [
      ProvedInterval(.inner(.scaled), scaled),
      write(s.output, scaled, saturatingTo: .symmetric(s.limit)),
    ]
  }

  mutating func prove(_ s: DiscretizeHeadsStep) -> [ProvedInterval] {
    guard case .int16(let low) = program[s.low].data, case .int16(let high) = program[s.high].data,
      case .int16(let a) = program[s.a].data
    else { return [] }
    if let head = low.indices.first(where: { low[$0] > high[$0] }) {
      findings.report(
        .element(
          operand: "low", name: program[s.low].name, index: head, value: Int(low[head]),
          0...Int(high[head])))
      return [
        write(s.decay, uniform(-32767...0, s.decay)), write(s.drive, uniform(0...0, s.drive)),
      ]
    }
    let softplus = elements(of: s.preactivation).map {
      FunctionBounds.softplus.over($0.clamped(to: ElementType.int16.range))
    }
    let timeStep = requantize(softplus, s.timeStep)
    let dt = timeStep.indices.map { head in
      timeStep[head].clamped(to: Int(low[head])...Int(high[head]))
    }
    let decays = dt.indices.map {
      Self.decay(dt[$0], Int(a[$0]), fractionBits: s.fractionBits)
    }
    let x = elements(of: s.x)
    let headChannels = x.count / dt.count
    let products = x.indices.map { dt[$0 / headChannels] * x[$0] }
    let fits = fit(.product, products.map(\.magnitude))
    let drive = fits ? requantize(products, s.driveScale) : products.map { _ in 0...0 }
    let saturating = dt.indices.count { timeStep[$0] != dt[$0] }
    return [
      ProvedInterval(.inner(.softplus), softplus),
      ProvedInterval(.inner(.scaledTimeStep), timeStep),
      ProvedInterval(.inner(.timeStep), dt, saturating: saturating),
      ProvedInterval(
        .inner(.exponent), dt.indices.map { dt[$0] * (Int(a[$0])...Int(a[$0])) }),
      ProvedInterval(.inner(.product), products), ProvedInterval(.inner(.scaledDrive), drive),
      write(s.decay, decays), write(s.drive, drive, saturatingTo: ElementType.int16.range),
    ]
  }

  /// `negatedDecay` of any time step in `dt`, which is not negative.
  ///
  /// It is within 3.6 units of a function that never falls with `dt`, so its ends are within
  /// twice that of the extremes.
  static func decay(_ dt: ClosedRange<Int>, _ a: Int, fractionBits: Int) -> ClosedRange<Int> {
    let dt = dt.clamped(to: 0...32767)
    let ends = [dt.lowerBound, dt.upperBound].map {
      Int(negatedDecay(Int16(clamping: $0), Int16(clamping: a), fractionBits: fractionBits))
    }
    return max(ends[0] - 8, -32767)...min(ends[1] + 8, 0)
  }
}
