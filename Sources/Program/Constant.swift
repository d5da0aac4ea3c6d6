/// Index into ``Program/constants``.
package struct ConstantID: Hashable, Sendable, Codable {
  package var index: Int
  package init(_ index: Int) { self.index = index }
}

/// The elements of a constant.
package enum ConstantData: Hashable, Sendable {
  case uint8([UInt8])
  case int8([Int8])
  case int16([Int16])
  case int32([Int32])

  package var type: ElementType {
    switch self {
    case .uint8: .uint8
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    }
  }

  package var count: Int {
    switch self {
    case .uint8(let v): v.count
    case .int8(let v): v.count
    case .int16(let v): v.count
    case .int32(let v): v.count
    }
  }
}

/// A table of the program: weights, biases, multipliers, shifts.
package struct Constant: Hashable, Sendable {
  /// Unique, lower snake case, a valid C identifier: `l03_in_proj_x_weight`.
  package var name: String
  package var shape: [Int]
  package var data: ConstantData
  /// Tensor of the checkpoint that it was made from.
  package var origin: StepOrigin

  package init(name: String, shape: [Int], data: ConstantData, origin: StepOrigin) {
    self.name = name
    self.shape = shape
    self.data = data
    self.origin = origin
  }
}

/// Where a constant or a step comes from; feeds comments, errors and traces.
package struct StepOrigin: Hashable, Sendable, Codable {
  /// Zero-based layer, or nil outside the layers.
  package var layer: Int?
  /// Part of the model in the field's terms, e.g. `mixer.in_proj`.
  package var module: String
  /// Tensor of the checkpoint, or an empty string.
  package var checkpointName: String

  package init(layer: Int?, module: String, checkpointName: String) {
    self.layer = layer
    self.module = module
    self.checkpointName = checkpointName
  }
}
