import Program
import TensorFile

/// The array `constants` of the program, checked against the tensors of the file.
struct ConstantList {
  private struct Item {
    var name: String
    var type: ElementType
    var shape: [Int]
    var origin: StepOrigin
  }

  private var items: [Item] = []
  private(set) var names: Set<String> = []

  init(_ elements: [(json: JSON, path: String)], file: TensorFile) throws(GraphProblem) {
    for (json, path) in elements {
      var fields = try GraphFields(json, at: path)
      let item = Item(
        name: try fields.string("name"), type: try fields.choice("type", ElementType.self),
        shape: try fields.integers("shape"), origin: try fields.origin("origin"))
      try fields.finish()
      if !names.insert(item.name).inserted {
        throw GraphProblem("\(path).name", .repeatedName(item.name))
      }
      guard let entry = file.entry(item.name) else {
        throw GraphProblem("\(path).name", .noTensor(item.name))
      }
      if entry.type != item.type.stored {
        throw GraphProblem(
          "\(path).type",
          .differsFromTensor(found: item.type.rawValue, stored: entry.type.rawValue))
      }
      if entry.shape != item.shape {
        throw GraphProblem(
          "\(path).shape", .differsFromTensor(found: "\(item.shape)", stored: "\(entry.shape)"))
      }
      items.append(item)
    }
  }

  func load(from file: TensorFile) throws(TensorFileError) -> [Constant] {
    var constants: [Constant] = []
    for item in items {
      let data: ConstantData =
        switch item.type {
        case .uint8: .uint8(try file.uint8(item.name))
        case .int8: .int8(try file.int8(item.name))
        case .int16: .int16(try file.int16(item.name))
        case .int32: .int32(try file.int32(item.name))
        }
      constants.append(
        Constant(name: item.name, shape: item.shape, data: data, origin: item.origin))
    }
    return constants
  }
}

extension ElementType {
  /// The same type in a safetensors file.
  var stored: TensorType {
    switch self {
    case .uint8: .uint8
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    }
  }
}

extension GraphFields {
  mutating func origin(_ key: String) throws(GraphProblem) -> StepOrigin {
    var fields = try fields(key)
    let origin = StepOrigin(
      layer: try fields.optionalInteger("layer"), module: try fields.string("module"),
      checkpointName: try fields.string("checkpoint_name"))
    try fields.finish()
    return origin
  }
}
