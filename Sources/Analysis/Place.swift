import Model

/// A part in one layer, or in all layers at once.
struct Place: Hashable, Sendable {
  var part: QuantizedPart
  /// Nil for all layers, and for parts outside of layers.
  var layer: Int?

  /// The places that `model` has, in the order of evaluation.
  static func all(of model: Model, perLayer: Bool) -> [Place] {
    var layers: [Int] = []
    var present: Set<QuantizedPart> = []
    // Mamba-2 has neither of these matrices.
    let projections: Set<QuantizedPart> = [
      .xProjInput, .xProjWeight, .dtProjInput, .dtProjWeight,
    ]
    for operation in model.body + model.readout {
      switch operation {
      case .embed, .position: present.insert(.embeddingWeight)
      case .linear: present.formUnion([.linearInput, .linearWeight])
      case .mixer(let mixer):
        layers.append(mixer.layer)
        if mixer.heads == nil { present.formUnion(projections) }
      case .rmsNorm, .add, .meanPool: break
      }
    }
    if case .frame = model.input { present.insert(.frames) }
    let outside: Set<QuantizedPart> = [.embeddingWeight, .frames, .linearInput, .linearWeight]
    return QuantizedPart.allCases.flatMap { part -> [Place] in
      if outside.contains(part) {
        return present.contains(part) ? [Place(part: part, layer: nil)] : []
      }
      if layers.isEmpty || projections.contains(part) && !present.contains(part) { return [] }
      return perLayer
        ? layers.map { Place(part: part, layer: $0) } : [Place(part: part, layer: nil)]
    }
  }
}
