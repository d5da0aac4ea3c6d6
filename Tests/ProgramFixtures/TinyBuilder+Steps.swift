import Program
import TestSupport

/// Single steps with random weights.
extension TinyBuilder {
  mutating func embed(token: BufferID, vocabulary: Int, into output: Signal) {
    let weight = weight("embedding_weight", vocabulary, output.count)
    let scale = channelScale(
      "embedding", channels: vocabulary, factor: output.usual / 64, bound: 127)
    steps.append(
      .embed(
        EmbedStep(
          token: token, weight: weight, scale: scale, output: output.id,
          origin: origin("embedding"))))
  }

  /// - Parameters:
  ///   - type: int8 or int16.
  ///   - limit: Largest magnitude of an element, which the gains ensure.
  mutating func normalize(
    _ input: Signal, to type: ElementType, named name: String = "norm", limit: Int? = nil,
    groups: Int = 1
  ) -> Signal {
    var output = signal(name, type, input.count)
    if let limit {
      output.bound = Double(limit)
      output.usual = min(output.usual, Double(limit) / 3)
    }
    let gains = (0..<input.count).map { _ -> Int32 in
      let gain = Int32(random.int(1 << 30...(1 << 31) - 1))
      return random.int(0...3) == 0 ? -gain : gain
    }
    // v is near 2^30 / sqrt(width) and the gain near 3/4.
    let magnitude = 0x1.8p29 / Double(input.count).squareRoot()
    let least = limit.map { 30 - Int(Double($0).exponent) } ?? 0
    let shift = max(least, Int((magnitude / output.usual).exponent))
    steps.append(
      .normalize(
        NormalizeStep(
          input: input.id, groups: groups,
          gain: constant("\(name)_gain", [input.count], .int32(gains)),
          preShift: buffers[input.id.index].type == .int16 ? 0 : random.int(0...3), shift: shift,
          epsilon: UInt64(random.int(1...1000)), output: output.id,
          origin: origin(name))))
    return output
  }

  /// - Parameters:
  ///   - output: Accumulated into if its type is int32 and `accumulates` is set.
  ///   - fourBits: Weights of 4 bits, if the input is int8.
  mutating func linear(
    _ name: String, _ input: Signal, into output: Signal, accumulates: Bool = false,
    limit: Int? = nil, hasBias: Bool = true, fourBits: Bool = false
  ) {
    let rows = output.count
    let columns = input.count
    let fourBits = fourBits && buffers[input.id.index].type == .int8
    let (weight, groups) =
      fourBits
      ? groupedWeight(name, rows, columns)
      : (weight("\(name)_weight", rows, columns), nil)
    let usual = Double(columns).squareRoot() * (fourBits ? 640 : 73) * input.usual
    let largestBias = max(1, Int(usual))
    let bias =
      hasBias
      ? constant(
        "\(name)_bias", [rows],
        .int32((0..<rows).map { _ in Int32(random.int(-largestBias...largestBias)) }))
      : nil
    let bound =
      Double(columns) * (fourBits ? 7 * 255 : 127) * input.bound + Double(largestBias)
    let scale = channelScale(name, channels: rows, factor: output.usual / usual, bound: bound)
    steps.append(
      .linear(
        LinearStep(
          input: input.id, weight: weight, groups: groups, bias: bias, scale: scale,
          output: output.id, accumulates: accumulates, limit: limit, origin: origin(name))))
  }

  mutating func linear(
    _ name: String, _ input: Signal, to type: ElementType, _ rows: Int, limit: Int? = nil,
    fourBits: Bool = false
  ) -> Signal {
    var output = signal(name, type, rows)
    if let limit {
      output.bound = Double(limit)
      output.usual = min(output.usual, Double(limit) / 3)
    }
    linear(
      name, input, into: output, limit: limit, hasBias: random.int(0...1) == 1,
      fourBits: fourBits)
    return output
  }

  /// Weights of -7...7 in groups of 32 columns with scales of 1...255.
  private mutating func groupedWeight(
    _ name: String, _ rows: Int, _ columns: Int
  ) -> (weight: ConstantID, groups: GroupScales?) {
    let values = random.integers(rows * columns, in: Int8(-7)...7)
    let weight = constant(
      "\(name)_weight", [rows, PackedNibbles.bytes(columns: columns)],
      .uint8(PackedNibbles.pack(values, rows: rows, columns: columns)))
    let count = GroupScales.count(columns: columns, size: 32)
    let scales = random.integers(rows * count, in: UInt8(1)...255)
    let scale = constant("\(name)_group_scale", [rows, count], .uint8(scales))
    return (weight, GroupScales(size: 32, scale: scale))
  }

  /// A buffer whose usual magnitude is about a third of its type's range.
  mutating func signal(_ name: String, _ type: ElementType, _ count: Int) -> Signal {
    let id = buffer(name, type, count)
    return switch type {
    case .uint8, .int8: Signal(id: id, count: count, bound: 128, usual: 40)
    case .int16: Signal(id: id, count: count, bound: 32768, usual: 9000)
    case .int32: Signal(id: id, count: count, bound: 0x1p26, usual: 0x1p18)
    }
  }

  mutating func quantize(_ name: String, _ input: Signal, to type: ElementType) -> Signal {
    let output = signal(name, type, input.count)
    let scale = tensorScale(factor: output.usual / input.usual, bound: input.bound)
    steps.append(
      .quantize(
        QuantizeStep(
          input: input.id, scale: scale, output: output.id, origin: origin(name))))
    return output
  }

  /// - Parameter order: 1 or 12, a divisor of the channels.
  mutating func rotate(_ input: Signal, order: Int) -> Signal {
    let output = signal("rotated", .int8, input.count)
    let doublings = min(15, (input.count / order).trailingZeroBitCount)
    let size = Double(order << doublings)
    let matrix = order == 1 ? [1] : Self.paley12
    let scale = tensorScale(
      factor: output.usual / (input.usual * size.squareRoot()), bound: size * input.bound)
    steps.append(
      .rotate(
        RotateStep(
          input: input.id, matrix: constant("hadamard", [order, order], .int8(matrix)),
          doublings: doublings, scale: scale, output: output.id, origin: origin("rotation"))))
    return output
  }

  /// Paley's Hadamard matrix over the squares modulo 11.
  private static var paley12: [Int8] {
    let squares: Set<Int> = [1, 3, 4, 5, 9]
    return (0..<144).map { i in
      let (row, column) = (i / 12, i % 12)
      if row == 0 || row == column { return 1 }
      if column == 0 { return -1 }
      return squares.contains((row - column + 11) % 11) ? 1 : -1
    }
  }
}
