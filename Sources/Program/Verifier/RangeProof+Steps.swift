import FixedPoint

extension RangeProof {
  /// A table whose rows are embeddings, of tokens or of positions.
  mutating func prove(rows weight: ConstantID, _ scale: ChannelScale) -> ProvedRange {
    guard case .int8(let weights) = program[weight].data else {
      return ProvedRange(accumulator: 0, outputs: [ElementType.int32.range])
    }
    let width = program[weight].shape[1]
    let magnitudes = weights.withUnsafeBufferPointer { weights in
      (0..<program[weight].shape[0]).map { row in
        Int(weights[row * width..<(row + 1) * width].reduce(0) { max($0, $1.magnitude) })
      }
    }
    let output = requantize(magnitudes, scale)
    return ProvedRange(accumulator: magnitudes.max() ?? 0, outputs: [output])
  }

  mutating func prove(_ s: NormalizeStep) -> ProvedRange {
    let input = interval(of: s.input)
    let ends = [input.lowerBound, input.upperBound].map {
      UInt64(roundingShiftRight(Int32(clamping: $0), s.preShift).magnitude)
    }
    let r = max(ends[0], ends[1])
    let squares = (r * r).multipliedReportingOverflow(by: UInt64(program[s.input].count))
    let sum = squares.partialValue.addingReportingOverflow(s.epsilon)
    let limit: UInt64 = (1 << 62) - 1
    let total = squares.overflow || sum.overflow ? UInt64.max : sum.partialValue
    if total > limit {
      findings.report(.fits(.sumOfSquares, channel: nil, magnitude: total, limit: limit))
    }
    return ProvedRange(
      accumulator: Int(min(total, limit)),
      outputs: [normalized(s).clamped(to: program[s.output].type.range)])
  }

  /// What the gains of a norm let through: no element is longer than its vector.
  private func normalized(_ s: NormalizeStep) -> ClosedRange<Int> {
    guard case .int32(let gains) = program[s.gain].data else { return Int.min...Int.max }
    // v is in Q30, and its mantissa at most a few units of the last bit above the real root.
    let v: Int32 = 1 << 30 + 64
    return gains.reduce(0...0) { range, gain in
      let ends = [-v, v].map { Int(roundingShiftRight(multiplyQ31($0, gain), s.shift)) }
      return range.union(min(ends[0], ends[1])...max(ends[0], ends[1]))
    }
  }

  mutating func prove(_ s: LinearStep) -> ProvedRange {
    let magnitude = interval(of: s.input).magnitude
    let bounds = accumulators(rowMagnitudes(s), magnitude, bias: s.bias)
    let result = requantize(bounds, s.scale)
    let type = program[s.output].type
    var output = result
    if s.accumulates {
      let old = interval(of: s.output)
      let sum = old.lowerBound + result.lowerBound...old.upperBound + result.upperBound
      // After a report the old interval stays, so that later steps are judged on their own.
      output = fit(.sum, sum.magnitude) == sum.magnitude ? sum : old
    } else if type != .int32 {
      output = result.clamped(to: s.limit.map { .symmetric($0) } ?? type.range)
    }
    return ProvedRange(accumulator: bounds.max() ?? 0, outputs: [output])
  }

  mutating func prove(_ s: ConvolveStep) -> ProvedRange {
    let input = interval(of: s.input)
    let bounds = accumulators(
      program[s.weight].columnMagnitudes(), input.magnitude, bias: s.bias)
    let u = requantize(bounds, s.preactivation).clamped(to: ElementType.int16.range)
    // 0 <= sigmoid < 1, so SiLU lies between 0 and its argument.
    let x = u.union(0...0)
    var outputs = [x]
    if let copy = s.copy {
      let copies = Array(repeating: x.magnitude, count: program[s.x].count)
      outputs.append(
        requantize(copies, copy.quantization).clamped(to: ElementType.int8.range))
    }
    return ProvedRange(
      accumulator: bounds.max() ?? 0, outputs: outputs + [input.union(0...0)])
  }

  mutating func prove(_ s: DiscretizeStep) -> ProvedRange {
    let channels = program[s.dt].count
    let largestSoftplus = (1 << 30) + (1 << 25)
    let dt = requantize(Array(repeating: largestSoftplus, count: channels), s.timeStep)
      .clamped(to: 0...32767)
    let product = fit(.product, dt.magnitude * interval(of: s.x).magnitude)
    let drive = requantize(Array(repeating: product, count: channels), s.driveScale)
      .clamped(to: ElementType.int16.range)
    return ProvedRange(accumulator: product, outputs: [dt, drive])
  }

  mutating func prove(_ s: ScanStep) -> ProvedRange {
    need("dt", s.dt, in: 0...32767)
    // b is never -32768, so that no product has both factors at the end of the range.
    need("b", s.b, in: -32767...32767)
    let states = program[s.b].count
    let sum = fit(.scanSum, states * interval(of: s.c).magnitude * 32768)
    return ProvedRange(
      accumulator: sum, outputs: [.symmetric(sum), ElementType.int16.range])
  }

  mutating func prove(_ s: GateStep) -> ProvedRange {
    let channels = program[s.output].count
    let y = requantize(
      Array(repeating: interval(of: s.y).magnitude, count: channels), s.yScale)
    let skip = requantize(
      Array(repeating: interval(of: s.x).magnitude, count: channels), s.skipScale)
    let low = y.lowerBound + skip.lowerBound
    let high = y.upperBound + skip.upperBound
    _ = fit(.sum, (low...high).magnitude)
    let t = (low...high).clamped(to: ElementType.int16.range)
    let product = fit(.product, t.magnitude * interval(of: s.z).magnitude)
    let output = requantize(Array(repeating: product, count: channels), s.outputScale)
      .clamped(to: ElementType.int16.range)
    return ProvedRange(accumulator: product, outputs: [output])
  }

  mutating func prove(_ s: AddStep) -> ProvedRange {
    let (left, right) = (interval(of: s.left), interval(of: s.right))
    let sum = left.lowerBound + right.lowerBound...left.upperBound + right.upperBound
    return ProvedRange(
      accumulator: sum.magnitude, outputs: [sum.clamped(to: ElementType.int16.range)])
  }

  mutating func prove(_ s: RotateStep) -> ProvedRange {
    let size = program[s.matrix].shape[0] << s.doublings
    let sum = fit(.transform, size * interval(of: s.input).magnitude)
    let output = requantize(sum, s.scale).clamped(to: ElementType.int8.range)
    return ProvedRange(accumulator: sum, outputs: [output])
  }

  mutating func prove(_ s: QuantizeStep) -> ProvedRange {
    let magnitude = fit(.accumulator, interval(of: s.input).magnitude)
    let output = requantize(magnitude, s.scale).clamped(to: program[s.output].type.range)
    return ProvedRange(accumulator: magnitude, outputs: [output])
  }

  mutating func prove(_ s: AccumulateStep) -> ProvedRange {
    let sum = fit(.pool, 65535 * interval(of: s.input).magnitude)
    return ProvedRange(accumulator: sum, outputs: [.symmetric(sum), 0...65535])
  }

  mutating func prove(_ s: MeanStep) -> ProvedRange {
    // A mean lies between the smallest and the largest int16 that was pooled.
    let sum = 65535 * 32768
    return ProvedRange(accumulator: sum, outputs: [ElementType.int16.range])
  }

  /// Sum of the magnitudes of each row of weights, those of 4 bits times their scales.
  private func rowMagnitudes(_ s: LinearStep) -> [Int] {
    guard let groups = s.groups, case .uint8(let packed) = program[s.weight].data,
      case .uint8(let scales) = program[groups.scale].data
    else { return program[s.weight].rowMagnitudes() }
    let rows = program[s.weight].shape[0]
    let columns = program[s.input].count
    let count = program[groups.scale].shape[1]
    let weights = PackedNibbles.unpack(packed, rows: rows, columns: columns)
    return weights.withUnsafeBufferPointer { weights in
      (0..<rows).map { row in
        (0..<columns).reduce(0) { sum, column in
          let scale = Int(scales[row * count + column / groups.size])
          return sum + scale * Int(weights[row * columns + column].magnitude)
        }
      }
    }
  }

  /// `|bias[i]| + sums[i] * magnitude`.
  private func accumulators(_ sums: [Int], _ magnitude: Int, bias: ConstantID?) -> [Int] {
    guard let bias, case .int32(let biases) = program[bias].data else {
      return sums.map { $0 * magnitude }
    }
    return zip(sums, biases).map { $0 * magnitude + Int($1.magnitude) }
  }

  mutating func need(_ operand: String, _ id: BufferID, in needed: ClosedRange<Int>) {
    let range = interval(of: id)
    if !needed.contains(range.lowerBound) || !needed.contains(range.upperBound) {
      findings.report(
        .range(operand: operand, buffer: program[id].name, range, needed: needed))
    }
  }
}
