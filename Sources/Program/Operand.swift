/// A buffer operand of a step, under the name that it has in graph files and errors.
package struct Operand: Hashable, Sendable {
  package enum Access: Hashable, Sendable {
    case reads, writes, updates
  }

  package var name: String
  package var buffer: BufferID
  package var access: Access
  /// True if the operand must have role state; no other operand may.
  package var isState: Bool

  static func reads(_ name: String, _ buffer: BufferID) -> Operand {
    Operand(name: name, buffer: buffer, access: .reads, isState: false)
  }

  static func writes(_ name: String, _ buffer: BufferID) -> Operand {
    Operand(name: name, buffer: buffer, access: .writes, isState: false)
  }

  static func updates(_ name: String, _ buffer: BufferID) -> Operand {
    Operand(name: name, buffer: buffer, access: .updates, isState: false)
  }

  static func state(_ name: String, _ buffer: BufferID, _ access: Access = .updates) -> Operand {
    Operand(name: name, buffer: buffer, access: access, isState: true)
  }
}

/// A constant operand of a step.
package struct ConstantOperand: Hashable, Sendable {
  package var name: String
  package var constant: ConstantID

  init(_ name: String, _ constant: ConstantID) {
    self.name = name
    self.constant = constant
  }

  static func scale(_ name: String, _ scale: ChannelScale) -> [ConstantOperand] {
    [
      ConstantOperand("\(name).multiplier", scale.multiplier),
      ConstantOperand("\(name).shift", scale.shift),
    ]
  }
}

extension Step {
  /// Name of the operation in graph files, dumps and errors.
  package var kind: String {
    switch self {
    case .embed: "embed"
    case .gather: "gather"
    case .position: "position"
    case .normalize: "normalize"
    case .linear: "linear"
    case .convolve: "convolve"
    case .discretize: "discretize"
    case .scan: "scan"
    case .rescale: "rescale"
    case .discretizeHeads: "discretize_heads"
    case .scanHeads: "scan_heads"
    case .gate: "gate"
    case .add: "add"
    case .rotate: "rotate"
    case .quantize: "quantize"
    case .accumulate: "accumulate"
    case .mean: "mean"
    }
  }

  /// Buffer operands, those that are read first.
  package var operands: [Operand] {
    switch self {
    case .embed(let s): [.reads("token", s.token), .writes("output", s.output)]
    case .gather(let s): [.reads("image", s.image), .writes("output", s.output)]
    case .position(let s): [.writes("output", s.output)]
    case .normalize(let s): [.reads("input", s.input), .writes("output", s.output)]
    case .linear(let s):
      [
        .reads("input", s.input),
        s.accumulates ? .updates("output", s.output) : .writes("output", s.output),
      ]
    case .convolve(let s):
      [
        .reads("input", s.input), .state("state", s.state), .writes("x", s.x),
      ] + (s.copy.map { [.writes("x_quantized", $0.xQuantized)] } ?? [])
    case .discretize(let s):
      [
        .reads("preactivation", s.preactivation), .reads("x", s.x), .writes("dt", s.dt),
        .writes("drive", s.drive),
      ]
    case .scan(let s):
      [
        .reads("dt", s.dt), .reads("drive", s.drive), .reads("b", s.b), .reads("c", s.c),
        .state("state", s.state), .writes("y", s.y),
      ]
    case .rescale(let s): [.reads("input", s.input), .writes("output", s.output)]
    case .discretizeHeads(let s):
      [
        .reads("preactivation", s.preactivation), .reads("x", s.x), .writes("decay", s.decay),
        .writes("drive", s.drive),
      ]
    case .scanHeads(let s):
      [
        .reads("decay", s.decay), .reads("drive", s.drive), .reads("b", s.b), .reads("c", s.c),
        .state("state", s.state), .writes("y", s.y),
      ]
    case .gate(let s):
      [.reads("y", s.y), .reads("x", s.x), .reads("z", s.z), .writes("output", s.output)]
    case .add(let s):
      [.reads("left", s.left), .reads("right", s.right), .writes("output", s.output)]
    case .rotate(let s): [.reads("input", s.input), .writes("output", s.output)]
    case .quantize(let s): [.reads("input", s.input), .writes("output", s.output)]
    case .accumulate(let s):
      [.reads("input", s.input), .state("sum", s.sum), .state("count", s.count)]
    case .mean(let s):
      [
        .state("sum", s.sum, .reads), .state("count", s.count, .reads),
        .writes("output", s.output),
      ]
    }
  }

  /// Constant operands.
  package var constantOperands: [ConstantOperand] {
    switch self {
    case .embed(let s):
      [ConstantOperand("weight", s.weight)] + ConstantOperand.scale("scale", s.scale)
    case .gather(let s):
      [ConstantOperand("corners", s.corners), ConstantOperand("elements", s.elements)]
    case .position(let s):
      [ConstantOperand("weight", s.weight)] + ConstantOperand.scale("scale", s.scale)
    case .normalize(let s): [ConstantOperand("gain", s.gain)]
    case .linear(let s):
      [ConstantOperand("weight", s.weight)]
        + (s.groups.map { [ConstantOperand("groups.scale", $0.scale)] } ?? [])
        + (s.bias.map { [ConstantOperand("bias", $0)] } ?? [])
        + ConstantOperand.scale("scale", s.scale)
    case .convolve(let s):
      [ConstantOperand("weight", s.weight), ConstantOperand("bias", s.bias)]
        + ConstantOperand.scale("preactivation", s.preactivation)
        + (s.copy.map { ConstantOperand.scale("quantization", $0.quantization) } ?? [])
    case .discretize(let s):
      ConstantOperand.scale("time_step", s.timeStep)
        + ConstantOperand.scale("drive_scale", s.driveScale)
    case .scan(let s): [ConstantOperand("a", s.a)]
    case .rescale(let s): ConstantOperand.scale("scale", s.scale)
    case .discretizeHeads(let s):
      ConstantOperand.scale("time_step", s.timeStep)
        + [
          ConstantOperand("low", s.low), ConstantOperand("high", s.high),
          ConstantOperand("a", s.a),
        ] + ConstantOperand.scale("drive_scale", s.driveScale)
    case .gate(let s):
      ConstantOperand.scale("y_scale", s.yScale)
        + ConstantOperand.scale("skip_scale", s.skipScale)
        + ConstantOperand.scale("output_scale", s.outputScale)
    case .rotate(let s): [ConstantOperand("matrix", s.matrix)]
    case .add, .quantize, .scanHeads, .accumulate, .mean: []
    }
  }
}
