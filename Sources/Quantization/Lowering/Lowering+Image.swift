import Foundation
import Model
import Program

/// Where an image comes in: patches as int8, straight from the camera's bytes.
///
/// A patch embedding sees `(pixel / 255 - mean) / deviation`. Its integer form sees `pixel - 128`,
/// which is exact; the divisions go into its weights, and what is left, a constant for each
/// output, joins the embedding of the positions.
extension Lowering {
  /// The patch embedding as it is applied to `pixel - 128`, and its value at 128.
  struct PatchEmbedding {
    /// Without a bias.
    var linear: QuantizedLinear
    /// [width]
    var constant: [Float]
  }

  func patchEmbedding(_ linear: Linear, _ image: ImageInput) -> PatchEmbedding {
    let (rows, columns) = (linear.weight.tensor.shape[0], linear.weight.tensor.shape[1])
    let size = image.patch * image.patch
    var weights = linear.weight.tensor.values
    var constant = (linear.bias?.tensor.values ?? Array(repeating: 0, count: rows)).map(Double.init)
    for row in 0..<rows {
      for column in 0..<columns {
        let channel = column / size
        let weight = Double(weights[row * columns + column]) / Double(image.deviation[channel])
        constant[row] += weight * (128 / 255.0 - Double(image.mean[channel]))
        weights[row * columns + column] = Float(weight / 255)
      }
    }
    return PatchEmbedding(
      linear: QuantizedLinear(
        weight: weights, rows: rows, columns: columns, bias: nil, inputScale: 1),
      constant: constant.map { Float($0) })
  }

  /// The table of positions with the constant of the patch embedding, [positions, width].
  func positionTable(
    _ position: PositionEmbedding, _ embedding: PatchEmbedding, _ image: ImageInput
  ) -> RowQuantization {
    var values = position.table.tensor.values
    let width = position.table.tensor.shape[1]
    for row in 0..<image.positions where !image.classRows.contains(row) {
      for i in 0..<width { values[row * width + i] += embedding.constant[i] }
    }
    return RowQuantization(values, rows: image.positions, columns: width)
  }

  /// The linear that reads the patches of a model's image.
  func patchLinear(of image: ImageInput) -> Linear? {
    for case .linear(let linear) in model.body where linear.input == image.value { return linear }
    return nil
  }

  mutating func lowerImageInput(_ image: ImageInput) -> ProgramInput {
    let layout: ProgramImage.Layout =
      switch image.layout {
      case .heightWidthChannels: .heightWidthChannels
      case .channelsHeightWidth: .channelsHeightWidth
      }
    return .image(
      ProgramImage(
        height: image.height, width: image.width, channels: image.channels, layout: layout,
        positions: image.positions))
  }

  /// Positions start the residual stream, and the patches add to it.
  mutating func lowerPosition(_ position: PositionEmbedding) throws(QuantizationError) {
    guard case .image(let image) = model.input, let linear = patchLinear(of: image),
      linear.output == position.input
    else {
      throw .unsupportedGraph(
        value: name(of: position.input), reason: "positions are added to embedded patches only")
    }
    let embedding = patchEmbedding(linear, image)
    let table = positionTable(position, embedding, image)
    let width = position.table.tensor.shape[1]
    let target = try output(
      position.output, name: "embedding", width: width, accumulatorScales: table.scales)
    guard builder.type(of: target.buffer) == .int32,
      let factors = ScaleDecomposition(table.scales.map { $0 / target.scale })
    else {
      throw .unsupportedGraph(
        value: name(of: position.output), reason: "positions must start the residual stream")
    }
    let tableOrigin = origin(position.table)
    let weight = builder.constant(
      "pos_embed", shape: [image.positions, width], .int8(table.values), origin: tableOrigin)
    let scale = builder.scale("pos_embed", factors, origin: tableOrigin)
    builder.append(
      .position(
        PositionStep(weight: weight, scale: scale, output: target.buffer, origin: tableOrigin)))
    try appendPatches(image, linear, embedding, to: target)
    values[position.output] = target
  }

  private mutating func appendPatches(
    _ image: ImageInput, _ linear: Linear, _ embedding: PatchEmbedding, to target: LoweredValue
  ) throws(QuantizationError) {
    let origin = origin(linear.weight)
    let pixels = builder.buffer("image", .uint8, image.count, role: .input, scale: 1 / 255)
    let patches = builder.buffer("patches", .int8, image.patchCount, scale: 1 / 255)
    let corners = builder.constant(
      "patch_corners", shape: [image.positions], .int32(image.corners.map { Int32($0) }),
      origin: origin)
    let elements = builder.constant(
      "patch_elements", shape: [image.patchCount], .int32(image.elements.map { Int32($0) }),
      origin: origin)
    builder.append(
      .gather(
        GatherStep(
          image: pixels, corners: corners, elements: elements, output: patches, origin: origin)))
    try appendLinear(
      "patch_embed", embedding.linear, input: patches, inputLimit: 128,
      outputScales: Array(repeating: target.scale, count: embedding.constant.count),
      output: target.buffer, accumulates: true, origin: origin)
  }
}
