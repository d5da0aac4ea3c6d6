import Program

extension StepDecoder {
  mutating func embed() throws(GraphProblem) -> EmbedStep {
    EmbedStep(
      token: try buffer("token"), weight: try constant("weight"),
      scale: try channelScale("scale"), output: try buffer("output"), origin: try origin())
  }

  mutating func gather() throws(GraphProblem) -> GatherStep {
    GatherStep(
      image: try buffer("image"), corners: try constant("corners"),
      elements: try constant("elements"), output: try buffer("output"), origin: try origin())
  }

  mutating func position() throws(GraphProblem) -> PositionStep {
    PositionStep(
      weight: try constant("weight"), scale: try channelScale("scale"),
      output: try buffer("output"), origin: try origin())
  }

  mutating func add() throws(GraphProblem) -> AddStep {
    AddStep(
      left: try buffer("left"), right: try buffer("right"), output: try buffer("output"),
      origin: try origin())
  }

  /// The direction of a step; forward where the key is absent.
  private mutating func isBackward() throws(GraphProblem) -> Bool {
    fields.contains("backward") ? try fields.bool("backward") : false
  }

  mutating func normalize() throws(GraphProblem) -> NormalizeStep {
    NormalizeStep(
      input: try buffer("input"), groups: try fields.optionalInteger("groups") ?? 1,
      gain: try constant("gain"), preShift: try fields.integer("pre_shift"),
      shift: try fields.integer("shift"),
      epsilon: UInt64(try fields.integer("epsilon", in: 1...Int.max)),
      output: try buffer("output"), origin: try origin())
  }

  mutating func linear() throws(GraphProblem) -> LinearStep {
    let bias = fields.contains("bias") ? try constant("bias") : nil
    return LinearStep(
      input: try buffer("input"), weight: try constant("weight"),
      groups: fields.contains("groups") ? try groupScales("groups") : nil, bias: bias,
      scale: try channelScale("scale"), output: try buffer("output"),
      accumulates: try fields.bool("accumulates"),
      limit: try fields.optionalInteger("limit"), origin: try origin())
  }

  mutating func convolve() throws(GraphProblem) -> ConvolveStep {
    ConvolveStep(
      input: try buffer("input"), state: try buffer("state"), weight: try constant("weight"),
      bias: try constant("bias"), preactivation: try channelScale("preactivation"),
      fractionBits: try fields.integer("fraction_bits"), x: try buffer("x"),
      copy: try quantizedCopy(), isBackward: try isBackward(), origin: try origin())
  }

  /// The int8 copy; both of its keys stand there, or none.
  private mutating func quantizedCopy() throws(GraphProblem) -> ConvolveStep.QuantizedCopy? {
    guard fields.contains("quantization") || fields.contains("x_quantized") else { return nil }
    return ConvolveStep.QuantizedCopy(
      quantization: try channelScale("quantization"), xQuantized: try buffer("x_quantized"))
  }

  mutating func discretize() throws(GraphProblem) -> DiscretizeStep {
    DiscretizeStep(
      preactivation: try buffer("preactivation"), x: try buffer("x"),
      timeStep: try channelScale("time_step"), driveScale: try channelScale("drive_scale"),
      dt: try buffer("dt"), drive: try buffer("drive"), origin: try origin())
  }

  mutating func scan() throws(GraphProblem) -> ScanStep {
    ScanStep(
      dt: try buffer("dt"), drive: try buffer("drive"), b: try buffer("b"),
      c: try buffer("c"), a: try constant("a"),
      fractionBits: try fields.integer("fraction_bits"), state: try buffer("state"),
      y: try buffer("y"), isBackward: try isBackward(), origin: try origin())
  }

  mutating func rescale() throws(GraphProblem) -> RescaleStep {
    RescaleStep(
      input: try buffer("input"), scale: try channelScale("scale"),
      limit: try fields.integer("limit"), output: try buffer("output"), origin: try origin())
  }

  mutating func discretizeHeads() throws(GraphProblem) -> DiscretizeHeadsStep {
    DiscretizeHeadsStep(
      preactivation: try buffer("preactivation"), x: try buffer("x"),
      timeStep: try channelScale("time_step"), low: try constant("low"),
      high: try constant("high"), a: try constant("a"),
      fractionBits: try fields.integer("fraction_bits"),
      driveScale: try channelScale("drive_scale"), decay: try buffer("decay"),
      drive: try buffer("drive"), origin: try origin())
  }

  mutating func scanHeads() throws(GraphProblem) -> ScanHeadsStep {
    ScanHeadsStep(
      decay: try buffer("decay"), drive: try buffer("drive"), b: try buffer("b"),
      c: try buffer("c"), groups: try fields.integer("groups"),
      shift: try fields.integer("shift"), state: try buffer("state"), y: try buffer("y"),
      origin: try origin())
  }

  mutating func gate() throws(GraphProblem) -> GateStep {
    GateStep(
      y: try buffer("y"), x: try buffer("x"), z: try buffer("z"),
      fractionBits: try fields.integer("fraction_bits"),
      yScale: try channelScale("y_scale"), skipScale: try channelScale("skip_scale"),
      outputScale: try channelScale("output_scale"), output: try buffer("output"),
      origin: try origin())
  }

  mutating func rotate() throws(GraphProblem) -> RotateStep {
    RotateStep(
      input: try buffer("input"), matrix: try constant("matrix"),
      doublings: try fields.integer("doublings"), scale: try tensorScale("scale"),
      output: try buffer("output"), origin: try origin())
  }

  mutating func quantize() throws(GraphProblem) -> QuantizeStep {
    QuantizeStep(
      input: try buffer("input"), scale: try tensorScale("scale"),
      output: try buffer("output"), origin: try origin())
  }

  mutating func accumulate() throws(GraphProblem) -> AccumulateStep {
    AccumulateStep(
      input: try buffer("input"), sum: try buffer("sum"), count: try buffer("count"),
      rows: fields.contains("rows") ? try fields.integers("rows") : nil, origin: try origin())
  }

  mutating func mean() throws(GraphProblem) -> MeanStep {
    MeanStep(
      sum: try buffer("sum"), count: try buffer("count"), output: try buffer("output"),
      origin: try origin())
  }
}
