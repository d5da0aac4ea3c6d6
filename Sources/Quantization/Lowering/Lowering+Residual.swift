import Calibration
import FloatReference
import Model

extension Lowering {
  /// The scale of the residual stream, or nil if the model has none.
  mutating func planResidual() throws(QuantizationError) -> SumFormat? {
    var maximum = 0.0
    var producers: [SumFormat.Producer] = []
    for operation in model.body {
      switch operation {
      case .embed(let embed) where formats.format(of: embed.output) == .residual:
        let rows = RowQuantization(embed.weight.tensor)
        embeddingRows = rows
        producers.append(
          .init(
            scales: rows.scales, bounds: rows.scales.map { _ in 127 }, leftLimit: 23))
        maximum = max(maximum, Double(try statistics(.value(embed.output)).maximum))
      case .position(let position):
        producers += imageProducers(position)
        maximum = max(maximum, Double(try statistics(.value(position.output)).maximum))
      case .linear(let linear) where formats.format(of: linear.output) == .residual:
        guard case .frame(_, linear.input) = model.input else { continue }
        let scale = try frameScale(linear.input)
        producers.append(
          .init(quantizeRows(linear, inputScale: scale), inputLimit: 32768))
        maximum = max(maximum, Double(try statistics(.value(linear.output)).maximum))
      case .mixer(let mixer) where formats.addends[mixer.output] != nil:
        let outProj = try quantizeOutProj(mixer)
        outProjections[mixer.layer] = outProj
        producers.append(.init(outProj, inputLimit: 128))
      case .add(let add):
        maximum = max(maximum, Double(try statistics(.value(add.output)).maximum))
      default: break
      }
    }
    guard !producers.isEmpty else { return nil }
    return try SumFormat(
      of: "the residual stream", calibratedMaximum: maximum, producers: producers)
  }

  /// The table of positions and the embedded patches.
  private func imageProducers(_ position: PositionEmbedding) -> [SumFormat.Producer] {
    guard case .image(let image) = model.input, let linear = patchLinear(of: image) else {
      return []
    }
    let embedding = patchEmbedding(linear, image)
    let table = positionTable(position, embedding, image)
    return [
      .init(scales: table.scales, bounds: table.scales.map { _ in 127 }, leftLimit: 23),
      .init(embedding.linear, inputLimit: 128),
    ]
  }

  /// Rows of `out_proj` against its calibrated input.
  func quantizeOutProj(_ mixer: Mixer) throws(QuantizationError) -> QuantizedLinear {
    let scale = ActivationScale.int8(try statistics(mixer.outProjInput))
    if let weight = fourBitWeights?[FourBitMatrix(mixer.layer, .outProj)] {
      return QuantizedLinear(weight, bias: mixer.outProjBias?.tensor.values, inputScale: scale)
    }
    return QuantizedLinear(
      weight: mixer.outProj.tensor.values, rows: mixer.width, columns: mixer.channels,
      bias: mixer.outProjBias?.tensor.values, inputScale: scale)
  }

  /// - Parameter rounded: The rows, where they are known already; they have no bias.
  func quantizeRows(
    _ linear: Linear, _ rounded: RowQuantization? = nil, inputScale: Double
  ) -> QuantizedLinear {
    if let rounded {
      return QuantizedLinear(
        rounded, columns: linear.weight.tensor.shape[1], bias: nil, inputScale: inputScale)
    }
    return QuantizedLinear(
      weight: linear.weight.tensor.values, rows: linear.weight.tensor.shape[0],
      columns: linear.weight.tensor.shape[1], bias: linear.bias?.tensor.values,
      inputScale: inputScale)
  }
}
