import FixedPoint

extension RangeProof {
  /// A table whose rows are embeddings, of tokens or of positions.
  mutating func prove(
    rows weight: ConstantID, _ scale: ChannelScale, _ output: BufferID
  ) -> [ProvedInterval] {
    guard case .int8(let weights) = program[weight].data else { return [] }
    let width = program[weight].shape[1]
    let rows = weights.withUnsafeBufferPointer { weights in
      (0..<program[weight].shape[0]).map { row in
        let row = weights[row * width..<(row + 1) * width]
        return Int(row.min() ?? 0)...Int(row.max() ?? 0)
      }
    }
    let scaled = requantize(rows, scale)
    let all = scaled.dropFirst().reduce(scaled.first ?? 0...0) { $0.union($1) }
    return [ProvedInterval(.inner(.weight), rows), write(output, uniform(all, output))]
  }

  mutating func prove(_ s: NormalizeStep) -> [ProvedInterval] {
    let rounded = elements(of: s.input).map {
      // What is beyond int32 has been reported where it was written.
      $0.clamped(to: ElementType.int32.range).roundedShift(s.preShift)
    }
    let width = rounded.count / s.groups
    var largest: UInt64 = 0
    for group in 0..<s.groups {
      var sum = s.epsilon
      for range in rounded[group * width..<(group + 1) * width] {
        let magnitude = UInt64(range.magnitude)
        let (total, overflow) = sum.addingReportingOverflow(magnitude * magnitude)
        sum = overflow ? .max : total
      }
      largest = max(largest, sum)
    }
    let limit: UInt64 = (1 << 62) - 1
    if largest > limit {
      findings.report(.fits(.sumOfSquares, channel: nil, magnitude: largest, limit: limit))
    }
    // v is in Q30, and its mantissa at most a few units of the last bit above the real root.
    let normalized: ClosedRange<Int> = .symmetric(1 << 30 + 64)
    let scaled = gained(normalized, s)
    return [
      ProvedInterval(.inner(.rounded), rounded),
      ProvedInterval(.sumOfSquares, Int(min(s.epsilon, limit))...Int(min(largest, limit))),
      ProvedInterval(.normalized, normalized), ProvedInterval(.inner(.scaled), scaled),
      write(s.output, scaled, saturatingTo: program[s.output].type.range),
    ]
  }

  /// What the gains of a norm let through: no element is longer than its vector.
  private func gained(
    _ normalized: ClosedRange<Int>, _ s: NormalizeStep
  ) -> [ClosedRange<Int>] {
    guard case .int32(let gains) = program[s.gain].data else { return [] }
    return gains.map { gain in
      let ends = [normalized.lowerBound, normalized.upperBound].map {
        Int(roundingShiftRight(multiplyQ31(Int32($0), gain), s.shift))
      }
      return min(ends[0], ends[1])...max(ends[0], ends[1])
    }
  }

  mutating func prove(_ s: DiscretizeStep) -> [ProvedInterval] {
    let softplus = elements(of: s.preactivation).map {
      FunctionBounds.softplus.over($0.clamped(to: ElementType.int16.range))
    }
    let timeStep = requantize(softplus, s.timeStep)
    let dt = write(s.dt, timeStep, saturatingTo: 0...32767)
    let products = zip(elements(of: s.dt), elements(of: s.x)).map { $0 * $1 }
    let fits = fit(.product, products.map(\.magnitude))
    let drive = fits ? requantize(products, s.driveScale) : products.map { _ in 0...0 }
    return [
      ProvedInterval(.inner(.softplus), softplus),
      ProvedInterval(.inner(.scaledTimeStep), timeStep),
      ProvedInterval(.inner(.product), products), ProvedInterval(.inner(.scaledDrive), drive),
      dt, write(s.drive, drive, saturatingTo: ElementType.int16.range),
    ]
  }

  mutating func prove(_ s: GateStep) -> [ProvedInterval] {
    let y = requantize(elements(of: s.y), s.yScale)
    let skip = requantize(elements(of: s.x), s.skipScale)
    let sums = zip(y, skip).map { $0 + $1 }
    _ = fit(.sum, sums.map(\.magnitude))
    let saturated = sums.map { $0.clamped(to: ElementType.int16.range) }
    let silu = elements(of: s.z).map { FunctionBounds.silu[s.fractionBits].over($0) }
    let products = zip(saturated, silu).map { $0 * $1 }
    let fits = fit(.product, products.map(\.magnitude))
    let scaled = fits ? requantize(products, s.outputScale) : products.map { _ in 0...0 }
    return [
      ProvedInterval(.inner(.scaledY), y), ProvedInterval(.inner(.scaledSkip), skip),
      ProvedInterval(.inner(.sum), sums),
      ProvedInterval(
        .inner(.saturatedSum), saturated,
        saturating: Self.count(sums, beyond: ElementType.int16.range)),
      ProvedInterval(.inner(.silu), silu), ProvedInterval(.inner(.product), products),
      ProvedInterval(.inner(.scaled), scaled),
      write(s.output, scaled, saturatingTo: ElementType.int16.range),
    ]
  }

  mutating func prove(_ s: AddStep) -> [ProvedInterval] {
    let sums = zip(elements(of: s.left), elements(of: s.right)).map { $0 + $1 }
    return [
      ProvedInterval(.inner(.sum), sums),
      write(s.output, sums, saturatingTo: ElementType.int16.range),
    ]
  }

  mutating func prove(_ s: RotateStep) -> [ProvedInterval] {
    let size = program[s.matrix].shape[0] << s.doublings
    let elements = elements(of: s.input)
    var transforms: [ClosedRange<Int>] = []
    for start in stride(from: 0, to: elements.count, by: size) {
      // Entries are 1 or -1.
      let sum = elements[start..<start + size].reduce(0) { $0 + $1.magnitude }
      transforms += Array(repeating: .symmetric(sum), count: size)
    }
    let fits = fit(.transform, transforms.map(\.magnitude))
    let scaled = fits ? requantize(transforms, s.scale) : transforms.map { _ in 0...0 }
    return [
      ProvedInterval(.inner(.transform), transforms), ProvedInterval(.inner(.scaled), scaled),
      write(s.output, scaled, saturatingTo: ElementType.int8.range),
    ]
  }

  mutating func prove(_ s: QuantizeStep) -> [ProvedInterval] {
    let scaled = requantize(elements(of: s.input), s.scale)
    return [
      ProvedInterval(.inner(.scaled), scaled),
      write(s.output, scaled, saturatingTo: program[s.output].type.range),
    ]
  }

  mutating func prove(_ s: AccumulateStep) -> [ProvedInterval] {
    let most = min(65535, program.positions.map { s.rows?.count ?? $0 } ?? 65535)
    // No position yet is a sum of 0.
    let input = elements(of: s.input).map { $0.union(0...0) }
    pooled[s.sum] = interval(of: s.input).union(0...0)
    let sums = input.map { $0.repeated(most) }
    _ = fit(.pool, sums.map(\.magnitude))
    return [write(s.sum, sums), write(s.count, [0...most], saturatingTo: 0...65535)]
  }

  mutating func prove(_ s: MeanStep) -> [ProvedInterval] {
    let count = interval(of: s.count)
    let dividends = elements(of: s.sum).map { $0.repeated(2) + count }
    // A mean lies between the smallest and the largest value that was pooled.
    let means = uniform(pooled[s.sum] ?? ElementType.int16.range, s.output)
    return [ProvedInterval(.inner(.dividend), dividends), write(s.output, means)]
  }
}
