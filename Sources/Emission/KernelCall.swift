import CSyntax
import Program

/// A step as the C that performs it.
struct KernelCall {
  /// Function of the runtime.
  var function: String
  /// Files of the runtime that define the function and what it uses.
  var files: [String]
  /// Type of the parameters' object; nil where there are none.
  var type: String?
  /// Members of that object.
  var fields: [CObject.Field] = []
  /// Arguments before the address of the object.
  var arguments: [CValue]
  var positions = Positions.argument

  /// How the call says to how many positions it applies.
  enum Positions: Hashable {
    /// It applies to the whole sequence.
    case none
    /// As the last argument.
    case argument
    /// As a factor of the number of elements, the last argument.
    case factor(Int)
  }

  /// The positions of a call.
  enum Extent: Hashable {
    /// As many as the argument `positions` of the emitted function.
    case tile
    /// This number.
    case fixed(Int)
  }

  /// The last argument, if there is one.
  func last(_ extent: Extent) -> CValue? {
    switch (positions, extent) {
    case (.none, _): nil
    case (.argument, .tile): .name("positions")
    case (.argument, .fixed(let positions)): .integer(positions)
    case (.factor(let count), .tile): .name("\(count) * positions")
    case (.factor(let count), .fixed(let positions)): .integer(count * positions)
    }
  }
}

extension Step {
  /// The call that performs the step.
  func call(_ names: CallNames) -> KernelCall {
    switch self {
    case .embed(let step): step.call(names)
    case .gather(let step): step.call(names)
    case .position(let step): step.call(names)
    case .normalize(let step): step.call(names)
    case .linear(let step): step.call(names)
    case .convolve(let step): step.call(names)
    case .discretize(let step): step.call(names)
    case .scan(let step): step.call(names)
    case .rescale(let step): step.call(names)
    case .discretizeHeads(let step): step.call(names)
    case .scanHeads(let step): step.call(names)
    case .gate(let step): step.call(names)
    case .add(let step): step.call(names)
    case .rotate(let step): step.call(names)
    case .quantize(let step): step.call(names)
    case .accumulate(let step): step.call(names)
    case .mean(let step): step.call(names)
    }
  }

  /// What the object of the step is called after the layer: its matrix, or what it does.
  func objectName(in program: Program) -> String {
    let prefix = origin.layer.map { $0 < 10 ? "l0\($0)_" : "l\($0)_" } ?? ""
    guard case .linear(let linear) = self else { return prefix + kind }
    let name = program[linear.weight].name
    return name.hasSuffix("_weight") ? String(name.dropLast("_weight".count)) : name
  }
}

extension EmbedStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_embed", files: ["adder_embed.c"], type: "adder_embed_params",
      fields: [
        .init("weight", names.table(TableUse(weight, .int8Matrix))),
        .init("scale", names.scale(scale)), .init("width", names.count(output)),
      ],
      arguments: [token, output].map(names.pointer).reversed())
  }
}

extension GatherStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_gather", files: ["adder_gather.c"], type: "adder_gather_params",
      fields: [
        .init("corners", names.constant(corners)), .init("elements", names.constant(elements)),
        .init("count", names.count(output)),
      ],
      arguments: [names.pointer(output), names.pointer(image)])
  }
}

extension PositionStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_position", files: ["adder_position.c", "adder_embed.c"],
      type: "adder_embed_params",
      fields: [
        .init("weight", names.table(TableUse(weight, .int8Matrix))),
        .init("scale", names.scale(scale)), .init("width", names.count(output)),
      ],
      arguments: [names.pointer(output)])
  }
}

extension AddStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_add", files: ["adder_add.c"], type: nil,
      arguments: [output, left, right].map(names.pointer),
      positions: .factor(names.program[output].count))
  }
}

extension NormalizeStep {
  func call(_ names: CallNames) -> KernelCall {
    if names.program[input].type == .int16 { return groupedCall(names) }
    return KernelCall(
      function: "adder_normalize_\(names.suffix(output))", files: ["adder_normalize.c"],
      type: "adder_normalize_params",
      fields: [
        .init("gain", names.constant(gain)), .init("epsilon", .unsigned64(epsilon)),
        .init("pre_shift", .integer(preShift)), .init("shift", .integer(shift)),
        .init("width", names.count(output)),
      ],
      arguments: [names.pointer(output), names.pointer(input)])
  }

  /// The call for int16.
  private func groupedCall(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_normalize_s16_\(names.suffix(output))", files: ["adder_normalize16.c"],
      type: "adder_normalize16_params",
      fields: [
        .init("gain", names.constant(gain)), .init("epsilon", .unsigned64(epsilon)),
        .init("shift", .integer(shift)), .init("groups", .integer(groups)),
        .init("width", .integer(names.program[output].count / groups)),
      ],
      arguments: [names.pointer(output), names.pointer(input)])
  }
}

extension LinearStep {
  func call(_ names: CallNames) -> KernelCall {
    let result = accumulates ? "add" : names.suffix(output)
    if let groups { return call(names, groups, result: result) }
    return KernelCall(
      function: "adder_linear_\(names.suffix(input))_\(result)", files: ["adder_linear.c"],
      type: "adder_linear_params",
      fields: [
        .init("weight", names.table(weightTable(in: names.program))),
        .init(
          "bias", biasTable(names.packing, in: names.program).map(names.table) ?? .name("NULL")),
        .init("scale", names.scale(scale)), .init("rows", names.count(output)),
        .init("columns", names.count(input)), .init("limit", .integer(limit ?? 0)),
      ],
      arguments: [names.pointer(output), names.pointer(input)])
  }
}

extension LinearStep {
  /// The call for weights of 4 bits.
  private func call(_ names: CallNames, _ groups: GroupScales, result: String) -> KernelCall {
    KernelCall(
      function: "adder_linear4_\(names.suffix(input))_\(result)", files: ["adder_linear4.c"],
      type: "adder_linear4_params",
      fields: [
        .init("weight", names.table(TableUse(weight, .fourBitMatrix))),
        .init("group_scale", names.table(TableUse(groups.scale, .groupScales))),
        .init("bias", bias.map(names.constant) ?? .name("NULL")),
        .init("scale", names.scale(scale)), .init("rows", names.count(output)),
        .init("columns", names.count(input)), .init("group", .integer(groups.size)),
        .init("limit", .integer(limit ?? 0)),
      ],
      arguments: [names.pointer(output), names.pointer(input)])
  }
}

extension ConvolveStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_convolve\(isBackward ? "_backward" : "")",
      files: ["adder_convolve.c", "adder_tables.c"]
        + (isBackward ? ["adder_backward.c", "adder_scan.c"] : []),
      type: "adder_convolve_params",
      fields: [
        .init("weight", names.constant(weight)), .init("bias", names.constant(bias)),
        .init("preactivation", names.scale(preactivation)),
        .init(
          "quantization",
          (copy?.quantization).map(names.scale)
            ?? .list([.name("NULL"), .name("NULL"), .integer(0)])),
        .init("fraction_bits", .integer(fractionBits)),
        .init("kernel", .integer(names.program[weight].shape[0])),
        .init("channels", names.count(input)), .init("stride", names.count(input)),
      ],
      arguments: [
        names.pointer(x), (copy?.xQuantized).map(names.pointer) ?? .name("NULL"),
        names.pointer(state), names.pointer(input),
      ])
  }
}

extension DiscretizeStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_discretize", files: ["adder_discretize.c", "adder_tables.c"],
      type: "adder_discretize_params",
      fields: [
        .init("time_step", names.scale(timeStep)), .init("drive", names.scale(driveScale)),
        .init("channels", names.count(x)),
      ],
      arguments: [dt, drive, preactivation, x].map(names.pointer))
  }
}

extension ScanStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_scan\(isBackward ? "_backward" : "")",
      files: ["adder_scan.c"] + (isBackward ? ["adder_backward.c", "adder_convolve.c"] : []),
      type: "adder_scan_params",
      fields: [
        .init("a", names.constant(a)), .init("fraction_bits", .integer(fractionBits)),
        .init("states", names.count(b)), .init("channels", names.count(dt)),
        .init("stride", names.count(dt)),
      ],
      arguments: [y, state, dt, drive, b, c].map(names.pointer))
  }
}

extension GateStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_gate", files: ["adder_gate.c", "adder_tables.c"],
      type: "adder_gate_params",
      fields: [
        .init("y", names.scale(yScale)), .init("skip", names.scale(skipScale)),
        .init("output", names.scale(outputScale)),
        .init("fraction_bits", .integer(fractionBits)), .init("channels", names.count(x)),
      ],
      arguments: [output, y, x, z].map(names.pointer))
  }
}

extension RotateStep {
  func call(_ names: CallNames) -> KernelCall {
    let work = CValue.name(names.layout.rotationWork(of: self).map { "s->\($0)" } ?? "NULL")
    return KernelCall(
      function: "adder_rotate", files: ["adder_rotate.c"], type: "adder_rotate_params",
      fields: [
        .init("matrix", names.constant(matrix)), .init("scale", names.scale(scale)),
        .init("order", .integer(names.program[matrix].shape[0])),
        .init("doublings", .integer(doublings)), .init("channels", names.count(input)),
      ],
      arguments: [names.pointer(output), names.pointer(input), work])
  }
}

extension QuantizeStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_quantize_\(names.suffix(input))_\(names.suffix(output))",
      files: ["adder_quantize.c"], type: "adder_tensor_scale",
      fields: [
        .init("multiplier", .integer(Int(scale.multiplier))),
        .init("shift", .integer(scale.shift)), .init("left", .integer(scale.left)),
      ],
      arguments: [names.pointer(output), names.pointer(input)],
      positions: .factor(names.program[output].count))
  }
}

extension AccumulateStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_accumulate", files: ["adder_accumulate.c"], type: nil,
      arguments: [sum, count, input].map(names.pointer) + [names.count(sum)])
  }
}

extension MeanStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_mean", files: ["adder_mean.c"], type: nil,
      arguments: [output, sum, count].map(names.pointer) + [names.count(sum)],
      positions: .none)
  }
}
