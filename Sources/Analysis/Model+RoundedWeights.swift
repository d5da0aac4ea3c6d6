import Model
import Quantization

extension Model {
  /// The model with the weights of chosen parts rounded to int8, one scale for each row.
  ///
  /// - Parameter layer: The one layer whose weights are rounded, nil for all and for what is
  ///   outside of layers.
  func roundingWeights(_ parts: Set<QuantizedPart>, layer: Int?) -> Model {
    var model = self
    for index in body.indices { model.body[index].roundWeights(parts, layer: layer) }
    for index in readout.indices { model.readout[index].roundWeights(parts, layer: layer) }
    return model
  }
}

extension Operation {
  fileprivate mutating func roundWeights(_ parts: Set<QuantizedPart>, layer: Int?) {
    switch self {
    case .embed(var embed) where layer == nil && parts.contains(.embeddingWeight):
      embed.weight.tensor.roundRows()
      self = .embed(embed)
    case .position(var position) where layer == nil && parts.contains(.embeddingWeight):
      position.table.tensor.roundRows()
      self = .position(position)
    case .linear(var linear) where layer == nil && parts.contains(.linearWeight):
      linear.weight.tensor.roundRows()
      self = .linear(linear)
    case .mixer(var mixer) where layer == nil || layer == mixer.layer:
      if parts.contains(.inProjWeight) { mixer.inProj.tensor.roundRows() }
      for direction in mixer.directions {
        if parts.contains(.convolutionWeight) { mixer[direction].convolution.tensor.roundRows() }
        if parts.contains(.xProjWeight) { mixer[direction].xProj.tensor.roundRows() }
        if parts.contains(.dtProjWeight) { mixer[direction].dtProj.tensor.roundRows() }
      }
      if parts.contains(.convolutionWeight) { mixer.heads?.convolution.tensor.roundRows() }
      if parts.contains(.outProjWeight) { mixer.outProj.tensor.roundRows() }
      self = .mixer(mixer)
    default: break
    }
  }
}

extension Tensor {
  /// Rounds each row to 127 levels of either sign.
  fileprivate mutating func roundRows() {
    let columns = shape[1]
    let rounded = RowQuantization(values, rows: shape[0], columns: columns)
    for i in values.indices {
      values[i] = Float(Double(rounded.values[i]) * rounded.scales[i / columns])
    }
  }
}
