import CSyntax
import Program

/// The calls of Mamba-2.
extension RescaleStep {
  func call(_ names: CallNames) -> KernelCall {
    KernelCall(
      function: "adder_rescale", files: ["adder_rescale.c"], type: "adder_rescale_params",
      fields: [
        .init("scale", names.scale(scale)), .init("limit", .integer(limit)),
        .init("channels", names.count(output)),
      ],
      arguments: [output, input].map(names.pointer))
  }
}

extension DiscretizeHeadsStep {
  func call(_ names: CallNames) -> KernelCall {
    let heads = names.program[decay].count
    return KernelCall(
      function: "adder_discretize_heads", files: ["adder_discretize_heads.c", "adder_tables.c"],
      type: "adder_discretize_heads_params",
      fields: [
        .init("time_step", names.scale(timeStep)), .init("drive", names.scale(driveScale)),
        .init("low", names.constant(low)), .init("high", names.constant(high)),
        .init("a", names.constant(a)), .init("fraction_bits", .integer(fractionBits)),
        .init("heads", .integer(heads)),
        .init("head_channels", .integer(names.program[drive].count / heads)),
      ],
      arguments: [decay, drive, preactivation, x].map(names.pointer))
  }
}

extension ScanHeadsStep {
  func call(_ names: CallNames) -> KernelCall {
    let heads = names.program[decay].count
    return KernelCall(
      function: "adder_scan_heads", files: ["adder_scan_heads.c"],
      type: "adder_scan_heads_params",
      fields: [
        .init("shift", .integer(shift)), .init("heads", .integer(heads)),
        .init("head_channels", .integer(names.program[y].count / heads)),
        .init("groups", .integer(groups)),
        .init("states", .integer(names.program[b].count / groups)),
      ],
      arguments: [y, state, decay, drive, b, c].map(names.pointer))
  }
}
