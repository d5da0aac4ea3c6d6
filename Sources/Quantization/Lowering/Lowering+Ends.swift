import Calibration
import FloatReference
import Foundation
import Model
import Program

/// Where a sequence comes in and where it is read out: input, embedding, norms, pooling.
extension Lowering {
  mutating func lowerInput() throws(QuantizationError) -> ProgramInput {
    switch model.input {
    case .token(let vocabulary):
      return .token(vocabulary: vocabulary)
    case .frame(let width, let value):
      let scale = try frameScale(value)
      let buffer = builder.buffer("frame", .int16, width, role: .input, scale: scale)
      values[value] = LoweredValue(buffer: buffer, scale: scale)
      return .frame(width: width, scale: scale, limit: 32767)
    case .image(let image):
      return lowerImageInput(image)
    }
  }

  mutating func lowerEmbed(_ embed: Embed) throws(QuantizationError) {
    let tensor = embed.weight.tensor
    let origin = origin(embed.weight)
    let rows = embeddingRows ?? RowQuantization(tensor)
    let target = try output(
      embed.output, name: "embedding", width: tensor.shape[1], accumulatorScales: rows.scales)
    guard builder.type(of: target.buffer) == .int32,
      let decomposition = ScaleDecomposition(rows.scales.map { $0 / target.scale })
    else {
      throw .unsupportedGraph(
        value: name(of: embed.output), reason: "an embedding must start the residual stream")
    }
    // Below half a unit every token has the same embedding, zero. A row of zeros has the least scale.
    let largest = rows.scales.max() ?? 0
    if largest > Double(Float.leastNormalMagnitude), 127 * largest < target.scale / 2 {
      throw .rangeExceeded(
        place: origin.checkpointName,
        need: "beside what the layers add to the residual stream it is below one unit of int32; "
          + "check the checkpoint for extreme weights")
    }
    let token = builder.buffer("token", .int32, 1, role: .input)
    let weight = builder.constant(
      "embedding_weight", shape: tensor.shape, .int8(rows.values), origin: origin)
    embedding = (weight, tensor, rows)
    let scale = builder.scale("embedding", decomposition, origin: origin)
    builder.append(
      .embed(
        EmbedStep(
          token: token, weight: weight, scale: scale, output: target.buffer, origin: origin)))
    values[embed.output] = target
  }

  mutating func lowerNorm(_ norm: RMSNorm) throws(QuantizationError) {
    let source = try input(norm.input)
    guard let residual, builder.type(of: source.buffer) == .int32 else {
      throw .unsupportedGraph(value: name(of: norm.input), reason: "a norm reads the residual")
    }
    if builder.inHead { builder.carry(source.buffer) }
    let origin = origin(norm.weight)
    let prefix = norm.weight.origin.layer.map(layerPrefix) ?? ""
    let name = prefix + identifier(norm.weight.origin.module)
    let width = norm.weight.tensor.values.count
    let wide = formats.format(of: norm.output) == .int16
    let scale =
      try wide ? int16Scale(norm.output) : ActivationScale.int8(statistics(.value(norm.output)))
    let buffer = builder.buffer(
      name + "_output", wide ? .int16 : .int8, width, scale: scale)
    appendNormalize(
      name, input: source.buffer, residual, weight: norm.weight.tensor.values.map(Double.init),
      scale: scale, epsilon: norm.epsilon, output: buffer, origin: origin)
    values[norm.output] = LoweredValue(buffer: buffer, scale: scale)
  }

  /// The scale of an int16 value; the operands and the result of a sum share theirs.
  func int16Scale(_ id: ValueID) throws(QuantizationError) -> Double {
    guard let sum = formats.sums[id] else {
      return ActivationScale.int16(try statistics(.value(id)))
    }
    var scale = 0.0
    for value in [sum.left, sum.right, sum.output] {
      scale = max(scale, ActivationScale.int16(try statistics(.value(value))))
    }
    return scale
  }

  /// A sum of normalised values, which a linear reads.
  mutating func lowerSum(_ add: Add) throws(QuantizationError) {
    let (left, right) = (try input(add.left), try input(add.right))
    if builder.inHead { builder.carry(left.buffer) }
    guard builder.type(of: left.buffer) == .int16, builder.type(of: right.buffer) == .int16,
      left.scale == right.scale
    else {
      throw .unsupportedGraph(
        value: name(of: add.output), reason: "the operands of a sum are int16 of one scale")
    }
    let name = identifier(name(of: add.output))
    let origin = StepOrigin(layer: nil, module: "norm_f", checkpointName: "")
    let sum = LoweredValue(
      buffer: builder.buffer(
        name + "_output", .int16, model.values[add.output.index].width, scale: left.scale),
      scale: left.scale)
    builder.append(
      .add(AddStep(left: left.buffer, right: right.buffer, output: sum.buffer, origin: origin)))
    values[add.output] =
      formats.format(of: add.output) == .int8
      ? try narrow(add.output, sum, name: name, origin: origin) : sum
  }

  mutating func lowerPool(_ pool: MeanPool) throws(QuantizationError) {
    var source = try input(pool.input)
    if builder.type(of: source.buffer) == .int32 {
      source = try narrowedStream(pool.input, source, name: "pool_input")
    }
    guard builder.type(of: source.buffer) == .int16, !builder.inHead else {
      throw .unsupportedGraph(
        value: name(of: pool.input), reason: "a mean pool stands at the end of the body")
    }
    let width = model.values[pool.input.index].width
    let origin = StepOrigin(layer: nil, module: "pool", checkpointName: "")
    let sum = builder.buffer("pool_sum", .int32, width, role: .state, scale: source.scale)
    let count = builder.buffer("pool_count", .int32, 1, role: .state)
    builder.append(
      .accumulate(
        AccumulateStep(
          input: source.buffer, sum: sum, count: count, rows: pool.rows, origin: origin)))
    builder.inHead = true
    let mean = builder.buffer("pool_mean", .int16, width, scale: source.scale)
    builder.append(.mean(MeanStep(sum: sum, count: count, output: mean, origin: origin)))
    builder.inHead = false
    values[pool.output] = LoweredValue(buffer: mean, scale: source.scale)
  }

  /// The residual stream as int16, where no norm stands before a pool or the last linear.
  mutating func narrowedStream(
    _ id: ValueID, _ stream: LoweredValue, name: String
  ) throws(QuantizationError) -> LoweredValue {
    let scale = max(ActivationScale.int16(try statistics(.value(id))), stream.scale)
    guard let factor = ScaleDecomposition([stream.scale / scale], left: 0) else {
      throw .rangeExceeded(place: name, need: "it is finer than the residual stream")
    }
    let width = model.values[id.index].width
    let buffer = builder.buffer(name, .int16, width, scale: scale)
    builder.append(
      .quantize(
        QuantizeStep(
          input: stream.buffer,
          scale: TensorScale(
            multiplier: factor.multipliers[0], shift: Int(factor.shifts[0]), left: 0),
          output: buffer, origin: StepOrigin(layer: nil, module: "pool", checkpointName: ""))))
    return LoweredValue(buffer: buffer, scale: scale)
  }

  /// `l03_`
  func layerPrefix(_ layer: Int) -> String { layer < 10 ? "l0\(layer)_" : "l\(layer)_" }
}
