import Calibration
import FloatReference
import Model
import Program

extension Lowering {
  /// Appends a linear step.
  ///
  /// - Parameters:
  ///   - outputScales: Real value of one output unit, [rows].
  ///   - inputLimit: Largest magnitude of an input element.
  mutating func appendLinear(
    _ name: String, _ linear: QuantizedLinear, input: BufferID, inputLimit: Int,
    outputScales: [Double], output: BufferID, accumulates: Bool = false, limit: Int? = nil,
    sharedWeight: ConstantID? = nil, origin: StepOrigin
  ) throws(QuantizationError) {
    var linear = linear
    let factors: ScaleDecomposition?
    switch builder.type(of: output) {
    case .int8, .int16:
      factors = linear.fit(
        outputScales: outputScales, inputLimit: inputLimit,
        outputBits: 8 * builder.type(of: output).size)
    default:
      factors = ScaleDecomposition(zip(linear.accumulatorScales, outputScales).map { $0 / $1 })
    }
    let bounds = linear.bounds(inputLimit: inputLimit)
    guard let decomposition = factors,
      bounds.allSatisfy({ $0 < (Int64(1) << 31) >> Int64(decomposition.left) })
    else {
      throw .rangeExceeded(
        place: origin.checkpointName,
        need: "its accumulator, shifted to the scale of its output, is above 2^31")
    }
    let weight = sharedWeight ?? self.weight(name, linear, origin: origin)
    let groups = linear.groups.map { groups in
      GroupScales(
        size: groups.size,
        scale: builder.constant(
          name + "_group_scale",
          shape: [linear.rowCount, groups.scales.count / linear.rowCount],
          .uint8(groups.scales), origin: origin))
    }
    let bias = linear.bias.map {
      builder.constant(name + "_bias", shape: [linear.rowCount], .int32($0), origin: origin)
    }
    let scale = builder.scale(name, decomposition, origin: origin)
    builder.append(
      .linear(
        LinearStep(
          input: input, weight: weight, groups: groups, bias: bias, scale: scale,
          output: output, accumulates: accumulates, limit: limit, origin: origin)))
  }

  private mutating func weight(
    _ name: String, _ linear: QuantizedLinear, origin: StepOrigin
  ) -> ConstantID {
    let (rows, columns, values) = (linear.rowCount, linear.columns, linear.rows.values)
    if linear.groups == nil {
      return builder.constant(
        name + "_weight", shape: [rows, columns], .int8(values), origin: origin)
    }
    return builder.constant(
      name + "_weight", shape: [rows, PackedNibbles.bytes(columns: columns)],
      .uint8(PackedNibbles.pack(values, rows: rows, columns: columns)), origin: origin)
  }

  /// A linear of the graph: input projection of a classifier, head.
  mutating func lowerLinear(_ linear: Linear) throws(QuantizationError) {
    var source = try input(linear.input)
    let origin = origin(linear.weight)
    let name = identifier(linear.weight.origin.module)
    if builder.inHead { builder.carry(source.buffer) }
    if builder.type(of: source.buffer) == .int32 {
      source = try narrowedStream(linear.input, source, name: name + "_input")
    }
    let tied = tiedEmbedding(of: linear)
    var rows = quantizeRows(linear, tied?.rows, inputScale: source.scale)
    var inputLimit = builder.type(of: source.buffer) == .int8 ? 128 : 32768
    if inputLimit == 32768, rows.bounds(inputLimit: inputLimit).contains(where: { $0 >= 1 << 30 }) {
      source = try narrow(linear.input, source, name: name, origin: origin)
      rows = quantizeRows(linear, tied?.rows, inputScale: source.scale)
      inputLimit = 128
    }
    let target = try output(
      linear.output, name: name, width: rows.rowCount, accumulatorScales: rows.accumulatorScales)
    try appendLinear(
      name, rows, input: source.buffer, inputLimit: inputLimit,
      outputScales: Array(repeating: target.scale, count: rows.rowCount), output: target.buffer,
      sharedWeight: tied?.constant, origin: origin)
    values[linear.output] = target
  }

  /// The embedding, if it has the same weights; transforms may have untied it.
  private func tiedEmbedding(
    of linear: Linear
  ) -> (constant: ConstantID, rows: RowQuantization)? {
    guard linear.bias == nil, let embedding, embedding.tensor == linear.weight.tensor else {
      return nil
    }
    return (embedding.constant, embedding.rows)
  }

  /// An int16 value as int8, where the products of int16 would overflow.
  mutating func narrow(
    _ id: ValueID, _ source: LoweredValue, name: String, origin: StepOrigin
  ) throws(QuantizationError) -> LoweredValue {
    let scale = ActivationScale.int8(try statistics(.value(id)))
    let ratio = min(source.scale / scale, 0x1p15)
    guard let factor = ScaleDecomposition([ratio], left: 15) else {
      throw .rangeExceeded(place: name, need: "its int8 input is finer than its int16 input")
    }
    let count = model.values[id.index].width
    let buffer = builder.buffer(name + "_input_s8", .int8, count, scale: scale)
    builder.append(
      .quantize(
        QuantizeStep(
          input: source.buffer,
          scale: TensorScale(
            multiplier: factor.multipliers[0], shift: Int(factor.shifts[0]), left: 15),
          output: buffer, origin: origin)))
    return LoweredValue(buffer: buffer, scale: scale)
  }

  /// A buffer for a value that a linear or a mixer writes, in the format that readers need.
  mutating func output(
    _ id: ValueID, name: String, width: Int, accumulatorScales: [Double]
  ) throws(QuantizationError) -> LoweredValue {
    let site = Site.value(id)
    switch formats.format(of: id) {
    case .residual:
      guard let residual else {
        throw .unsupportedGraph(value: self.name(of: id), reason: "it has no residual stream")
      }
      return LoweredValue(
        buffer: builder.buffer("residual", .int32, width, scale: residual.scale),
        scale: residual.scale)
    case .int8:
      let scale = ActivationScale.int8(try statistics(site))
      return LoweredValue(
        buffer: builder.buffer(name + "_output", .int8, width, scale: scale), scale: scale)
    case .int16:
      let scale = try int16Scale(id)
      return LoweredValue(
        buffer: builder.buffer(name + "_output", .int16, width, scale: scale), scale: scale)
    case .logits:
      logitScale = accumulatorScales.max() ?? 1
      return LoweredValue(
        buffer: builder.buffer("logits", .int32, width, role: .output, scale: logitScale),
        scale: logitScale)
    case nil:
      throw .unsupportedGraph(value: self.name(of: id), reason: "nothing reads it")
    }
  }

  /// int16 scale of the classifier's frames.
  func frameScale(_ id: ValueID) throws(QuantizationError) -> Double {
    ActivationScale.int16(try statistics(.value(id)))
  }
}
