import FixedPoint

/// The steps that add up products with weights.
extension RangeProof {
  mutating func prove(_ s: LinearStep) -> [ProvedInterval] {
    let input = interval(of: s.input)
    let (sums, groups) = rowSums(s)
    let (accumulators, isFitting) = accumulators(sums.map { ($0, input) }, bias: s.bias)
    let scaled = isFitting ? requantize(accumulators, s.scale) : sums.map { _ in 0...0 }
    var inner = [
      ProvedInterval(.inner(.accumulator), accumulators), ProvedInterval(.inner(.scaled), scaled),
    ]
    if s.groups != nil {
      // Another group may have less of either sign, down to none.
      inner.insert(ProvedInterval(.groupSum, groups.times(input.union(0...0))), at: 0)
    }
    let type = program[s.output].type
    if s.accumulates {
      let old = elements(of: s.output)
      let sums = zip(old, scaled).map { $0 + $1 }
      // After a report the old interval stays, so that later steps are judged on their own.
      return inner + [write(s.output, fit(.sum, sums.map(\.magnitude)) ? sums : old)]
    }
    if type == .int32 { return inner + [write(s.output, scaled)] }
    let limit = s.limit.map { ClosedRange.symmetric($0) } ?? type.range
    return inner + [write(s.output, scaled, saturatingTo: limit)]
  }

  mutating func prove(_ s: ConvolveStep) -> [ProvedInterval] {
    let int16 = ElementType.int16.range
    // The state is zero at the start of a sequence, and a restored one may have the values of
    // any channel in each.
    let window = uniform(interval(of: s.input).union(0...0), s.input)
    let (accumulators, isFitting) = accumulators(
      Array(zip(columnSums(s.weight), window)), bias: s.bias)
    let scaled =
      isFitting ? requantize(accumulators, s.preactivation) : window.map { _ in 0...0 }
    let u = scaled.map { $0.clamped(to: int16) }
    let x = u.map { FunctionBounds.silu[s.fractionBits].over($0) }
    var intervals = [
      ProvedInterval(.inner(.accumulator), accumulators), ProvedInterval(.inner(.scaled), scaled),
      ProvedInterval(
        .inner(.preactivation), u, saturating: Self.count(scaled, beyond: int16)),
    ]
    var outputs = [write(s.x, x)]
    if let copy = s.copy {
      let copies = requantize(x, copy.quantization)
      intervals.append(ProvedInterval(.inner(.scaledCopy), copies))
      outputs.append(write(copy.xQuantized, copies, saturatingTo: ElementType.int8.range))
    }
    let rows = program[s.weight].shape[0] - 1
    return intervals + outputs
      + [write(s.state, Array(repeating: window, count: rows).flatMap { $0 })]
  }

  /// Bias plus the sum of weight times value for each channel, and whether its terms fit by
  /// magnitude.
  private mutating func accumulators(
    _ channels: [(sums: WeightSums, values: ClosedRange<Int>)], bias: ConstantID?
  ) -> (ranges: [ClosedRange<Int>], isFitting: Bool) {
    var biases = channels.map { _ in 0 }
    if let bias, case .int32(let values) = program[bias].data { biases = values.map(Int.init) }
    let magnitudes = zip(channels, biases).map { channel, bias in
      channel.sums.magnitude * channel.values.magnitude + Int(bias.magnitude)
    }
    let ranges = zip(channels, biases).map { channel, bias in
      channel.sums.times(channel.values) + (bias...bias)
    }
    return (ranges, fit(.accumulator, magnitudes))
  }

  /// Sums of each row of weights, those of 4 bits times their scales, and the largest sums of
  /// their groups without scales.
  private func rowSums(_ s: LinearStep) -> (rows: [WeightSums], groups: WeightSums) {
    let weight = program[s.weight]
    let rows = weight.shape[0]
    let columns = program[s.input].count
    guard let groups = s.groups, case .uint8(let packed) = weight.data,
      case .uint8(let scales) = program[groups.scale].data
    else {
      guard case .int8(let values) = weight.data else { return ([], WeightSums()) }
      let sums = values.withUnsafeBufferPointer { values in
        (0..<rows).map {
          WeightSums(UnsafeBufferPointer(rebasing: values[$0 * columns..<($0 + 1) * columns]))
        }
      }
      return (sums, WeightSums())
    }
    let count = program[groups.scale].shape[1]
    let values = PackedNibbles.unpack(packed, rows: rows, columns: columns)
    var sums = Array(repeating: WeightSums(), count: rows)
    var largest = WeightSums()
    values.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        for group in 0..<count {
          let first = row * columns + group * groups.size
          let last = min(first + groups.size, (row + 1) * columns)
          let sum = WeightSums(UnsafeBufferPointer(rebasing: values[first..<last]))
          largest.positive = max(largest.positive, sum.positive)
          largest.negative = max(largest.negative, sum.negative)
          sums[row].add(sum, scale: Int(scales[row * count + group]))
        }
      }
    }
    return (sums, largest)
  }

  /// Sums of each column of an int8 [rows, columns] table.
  private func columnSums(_ weight: ConstantID) -> [WeightSums] {
    guard case .int8(let values) = program[weight].data else { return [] }
    let columns = program[weight].shape[1]
    var sums = Array(repeating: WeightSums(), count: columns)
    for (i, value) in values.enumerated() { sums[i % columns].add(value) }
    return sums
  }
}
