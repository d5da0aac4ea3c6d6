extension ShapeCheck {
  mutating func check(_ s: EmbedStep) {
    guard case .token(let vocabulary) = program.input else {
      findings.report(.embedsTokens)
      return
    }
    requireInput("token", s.token)
    let width = program[s.output].count
    buffer("output", s.output, [.int32], count: width)
    constant("weight", s.weight, .int8, [vocabulary, width], Self.weights)
    scale("scale", s.scale, channels: vocabulary, left: 0...23)
  }

  mutating func check(_ s: GatherStep) {
    guard case .image(let image) = program.input else {
      findings.report(.needsWholeSequence)
      return
    }
    requireInput("image", s.image)
    let count = program[s.output].count
    buffer("output", s.output, [.int8], count: count)
    constant("corners", s.corners, .int32, [image.positions], -1...image.count - 1)
    constant("elements", s.elements, .int32, [count], 0...image.count - 1)
    guard case .int32(let corners) = program[s.corners].data,
      case .int32(let elements) = program[s.elements].data,
      let corner = corners.max(), let element = elements.max()
    else { return }
    let last = Int(corner) + Int(element)
    if corner >= 0, last >= image.count {
      findings.report(.patch(last: last, count: image.count))
    }
  }

  mutating func check(_ s: PositionStep) {
    guard let positions = program.positions else {
      findings.report(.needsWholeSequence)
      return
    }
    let width = program[s.output].count
    buffer("output", s.output, [.int32], count: width)
    constant("weight", s.weight, .int8, [positions, width], Self.weights)
    scale("scale", s.scale, channels: positions, left: 0...23)
  }

  private mutating func requireInput(_ operand: String, _ id: BufferID) {
    let buffer = program[id]
    if buffer.role != .input {
      findings.report(
        .role(operand: operand, buffer: buffer.name, role: buffer.role, expected: .input))
    }
  }

  mutating func check(_ s: NormalizeStep) {
    let width = program[s.input].count
    buffer("input", s.input, [.int16, .int32], count: width)
    buffer("output", s.output, [.int8, .int16], count: width)
    constant("gain", s.gain, .int32, [width], Self.signedMultipliers)
    findings.check("groups", s.groups, 1...(program[s.input].type == .int16 ? max(1, width) : 1))
    if s.groups > 1, !width.isMultiple(of: s.groups) {
      findings.report(.group(size: s.groups, channels: width))
    }
    findings.check(
      "pre_shift", s.preShift, program[s.input].type == .int16 ? 0...0 : 0...31)
    findings.check("shift", s.shift, 0...31)
    findings.check("epsilon", Int(clamping: s.epsilon), 1...(1 << 60) - 1)
  }

  mutating func check(_ s: LinearStep) {
    let rows = program[s.output].count
    let columns = program[s.input].count
    buffer("input", s.input, s.groups == nil ? [.int8, .int16] : [.int8], count: columns)
    buffer("output", s.output, [.int8, .int16, .int32], count: rows)
    if let groups = s.groups {
      check(groups, weight: s.weight, rows: rows, columns: columns)
    } else {
      constant("weight", s.weight, .int8, [rows, columns], Self.weights)
    }
    if let bias = s.bias { constant("bias", bias, .int32, [rows]) }
    scale("scale", s.scale, channels: rows)
    let type = program[s.output].type
    if s.accumulates, type != .int32 { findings.report(.accumulatesInt32(type)) }
    if let limit = s.limit {
      switch type {
      case .int8, .int16: findings.check("limit", limit, 1...type.range.upperBound)
      case .uint8, .int32: findings.report(.limitsSaturated(type))
      }
    }
  }

  /// Weights of 4 bits and the scales of their groups.
  private mutating func check(
    _ groups: GroupScales, weight: ConstantID, rows: Int, columns: Int
  ) {
    let stride = PackedNibbles.bytes(columns: columns)
    constant("weight", weight, .uint8, [rows, stride])
    guard GroupScales.sizes.contains(groups.size) else {
      findings.report(.groupSize(groups.size))
      return
    }
    let count = GroupScales.count(columns: columns, size: groups.size)
    constant("groups.scale", groups.scale, .uint8, [rows, count], 1...255)
    guard case .uint8(let packed) = program[weight].data, packed.count == rows * stride
    else { return }
    let name = program[weight].name
    let values = PackedNibbles.unpack(packed, rows: rows, columns: columns)
    if let index = values.firstIndex(of: -8) {
      findings.report(
        .element(operand: "weight", name: name, index: index, value: -8, -7...7))
    }
    guard !columns.isMultiple(of: 2) else { return }
    if let row = (0..<rows).first(where: { packed[($0 + 1) * stride - 1] > 15 }) {
      findings.report(.padding(name: name, row: row))
    }
  }

  mutating func check(_ s: ConvolveStep) {
    let channels = program[s.input].count
    let kernel = program[s.weight].shape[0]
    buffer("input", s.input, [.int8], count: channels)
    buffer("state", s.state, [.int8], count: (kernel - 1) * channels)
    constant("weight", s.weight, .int8, [kernel, channels], Self.weights)
    constant("bias", s.bias, .int32, [channels])
    scale("preactivation", s.preactivation, channels: channels)
    findings.check("fraction_bits", s.fractionBits, 0...12)
    buffer("x", s.x, [.int16], count: channels)
    guard let copy = s.copy else { return }
    scale("quantization", copy.quantization, channels: channels, left: 15...15)
    buffer("x_quantized", copy.xQuantized, [.int8], count: channels)
  }

  mutating func check(_ s: DiscretizeStep) {
    let channels = program[s.dt].count
    buffer("preactivation", s.preactivation, [.int16], count: channels)
    buffer("x", s.x, [.int16], count: channels)
    buffer("dt", s.dt, [.int16], count: channels)
    buffer("drive", s.drive, [.int16], count: channels)
    scale("time_step", s.timeStep, channels: channels, left: 0...0)
    scale("drive_scale", s.driveScale, channels: channels, left: 0...0)
  }

  mutating func check(_ s: ScanStep) {
    let channels = program[s.y].count
    let states = program[s.b].count
    buffer("dt", s.dt, [.int16], count: channels)
    buffer("drive", s.drive, [.int16], count: channels)
    buffer("b", s.b, [.int16], count: states)
    buffer("c", s.c, [.int16], count: states)
    constant("a", s.a, .int16, [states, channels], 0...32767)
    findings.check("fraction_bits", s.fractionBits, 16...30)
    buffer("state", s.state, [.int16], count: states * channels)
    buffer("y", s.y, [.int32], count: channels)
  }

  mutating func check(_ s: GateStep) {
    let channels = program[s.output].count
    buffer("y", s.y, [.int32], count: channels)
    buffer("x", s.x, [.int16], count: channels)
    buffer("z", s.z, [.int16], count: channels)
    findings.check("fraction_bits", s.fractionBits, 0...12)
    scale("y_scale", s.yScale, channels: channels, left: 0...0, shifts: 1...31)
    scale(
      "skip_scale", s.skipScale, channels: channels, left: 15...15, shifts: 2...31,
      multipliers: Self.signedMultipliers)
    scale("output_scale", s.outputScale, channels: channels, left: 0...0)
    buffer("output", s.output, [.int16], count: channels)
  }

  mutating func check(_ s: AddStep) {
    let count = program[s.output].count
    buffer("left", s.left, [.int16], count: count)
    buffer("right", s.right, [.int16], count: count)
    buffer("output", s.output, [.int16], count: count)
  }

  mutating func check(_ s: RotateStep) {
    let channels = program[s.input].count
    buffer("input", s.input, [.int16], count: channels)
    buffer("output", s.output, [.int8], count: channels)
    let order = program[s.matrix].shape[0]
    constant("matrix", s.matrix, .int8, [order, order])
    if case .int8(let entries) = program[s.matrix].data,
      let index = entries.firstIndex(where: { $0 != 1 && $0 != -1 })
    {
      findings.report(
        .sign(name: program[s.matrix].name, index: index, value: Int(entries[index])))
    }
    findings.check("doublings", s.doublings, 0...15)
    // Past 15 the shift is reported above; the group is then not of interest.
    let size = order << min(max(s.doublings, 0), 15)
    if !channels.isMultiple(of: size) {
      findings.report(.group(size: size, channels: channels))
    }
    scale(s.scale)
  }

  mutating func check(_ s: QuantizeStep) {
    let count = program[s.input].count
    buffer("input", s.input, [.int16, .int32], count: count)
    buffer("output", s.output, [.int8, .int16], count: count)
    scale(s.scale)
  }

  mutating func check(_ s: AccumulateStep) {
    let width = program[s.input].count
    buffer("input", s.input, [.int16], count: width)
    buffer("sum", s.sum, [.int32], count: width)
    buffer("count", s.count, [.int32], count: 1)
    guard let rows = s.rows else { return }
    guard let positions = program.positions else {
      findings.report(.needsWholeSequence)
      return
    }
    let isRising = zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 }
    guard let first = rows.first, let last = rows.last, isRising, first >= 0, last < positions
    else {
      findings.report(.poolRows(positions: positions))
      return
    }
  }

  mutating func check(_ s: MeanStep) {
    let width = program[s.output].count
    buffer("sum", s.sum, [.int32], count: width)
    buffer("count", s.count, [.int32], count: 1)
    buffer("output", s.output, [.int16], count: width)
  }
}
