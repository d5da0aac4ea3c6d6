import Model

/// Collects values and operations of a model while its tensors are read and checked.
struct ModelBuilder {
  let weights: WeightFiles
  let configuration: Configuration
  private(set) var values: [Value] = []
  var body: [Operation] = []
  /// Whether large tensors stay in their files until they are used.
  var defersValues = false
  private var used: Set<String> = []

  init(weights: WeightFiles, configuration: Configuration) {
    self.weights = weights
    self.configuration = configuration
  }

  mutating func value(_ name: String, width: Int) -> ValueID {
    values.append(Value(name: name, width: width))
    return ValueID(values.count - 1)
  }

  /// Reads a tensor and checks its shape and its values.
  ///
  /// - Parameters:
  ///   - formula: How `shape` comes about, for the error message.
  ///   - storedShape: The shape in the file, where it has dimensions of 1 that `shape` leaves out.
  mutating func parameter(
    _ name: String, shape: [Int], formula: String, storedShape: [Int]? = nil, layer: Int? = nil,
    module: String
  ) throws(CheckpointError) -> Parameter {
    guard let found = weights.shape(of: name) else {
      throw .missingTensor(directory: weights.directory, tensor: name)
    }
    let expected = storedShape ?? shape
    if found != expected {
      throw .wrongShape(tensor: name, shape: found, expected: expected, formula: formula)
    }
    let values = try weights.values(of: name)
    if let index = firstNotFinite(values) {
      throw .notFinite(
        tensor: name, index: coordinates(of: index, in: found), value: String(values[index]))
    }
    used.insert(name)
    return Parameter(
      tensor: try tensor(name, shape: shape, values),
      origin: Origin(layer: layer, module: module, checkpointName: name))
  }

  /// Elements from which a tensor stays in its file.
  private static let smallestDeferred = 1 << 16

  /// - Parameter values: Of the tensor; not kept where the tensor stays in its file.
  private func tensor(
    _ name: String, shape: [Int], _ values: [Float]
  ) throws(CheckpointError) -> Tensor {
    guard defersValues, values.count >= Self.smallestDeferred else {
      return Tensor(shape: shape, values: values)
    }
    return Tensor(shape: shape, stored: StoredValues(try weights.reader(of: name)))
  }

  /// As ``parameter(_:shape:formula:storedShape:layer:module:)``; nil where the tensor is absent.
  mutating func optionalParameter(
    _ name: String, shape: [Int], formula: String, layer: Int? = nil, module: String
  ) throws(CheckpointError) -> Parameter? {
    if weights.shape(of: name) == nil { return nil }
    return try parameter(name, shape: shape, formula: formula, layer: layer, module: module)
  }

  /// Appends `output = RMSNorm(input)` to the body.
  mutating func appendNorm(
    _ name: String, _ input: ValueID, epsilon: Double, layer: Int?, output: String
  ) throws(CheckpointError) -> ValueID {
    let norm = try norm(name, input, epsilon: epsilon, layer: layer, output: output)
    body.append(.rmsNorm(norm))
    return norm.output
  }

  mutating func norm(
    _ name: String, _ input: ValueID, epsilon: Double, layer: Int?, output: String
  ) throws(CheckpointError) -> RMSNorm {
    let width = values[input.index].width
    let weight = try parameter(
      name + ".weight", shape: [width], formula: "[hidden_size]", layer: layer,
      module: layer == nil ? "norm_f" : "norm")
    return RMSNorm(
      input: input, weight: weight, epsilon: epsilon, output: value(output, width: width))
  }

  /// Appends the pre-norm residual layer `hidden + mixer(norm(hidden))` and returns its output.
  ///
  /// - Parameter prefix: Start of the layer's tensor names, e.g. `backbone.layers.0.`.
  mutating func appendLayer(
    _ layer: Int, prefix: String, _ hidden: ValueID, epsilon: Double, sizes: RecurrenceSizes
  ) throws(CheckpointError) -> ValueID {
    let normalized = try appendNorm(
      prefix + "norm", hidden, epsilon: epsilon, layer: layer, output: "layers.\(layer).norm")
    let mixed =
      switch sizes {
      case .selective(let sizes, let isBidirectional):
        try appendMixer(
          layer, prefix: prefix + "mixer.", normalized, sizes: sizes,
          isBidirectional: isBidirectional)
      case .heads(let sizes):
        try appendMixer(layer, prefix: prefix + "mixer.", normalized, sizes: sizes)
      }
    let residual = value("layers.\(layer).residual", width: values[hidden.index].width)
    body.append(.add(Add(left: hidden, right: mixed, output: residual)))
    return residual
  }

  /// Throws if the checkpoint has tensors that were not read.
  func checkAllUsed() throws(CheckpointError) {
    let unexpected = weights.names.filter { !used.contains($0) }
    if !unexpected.isEmpty {
      throw .unexpectedTensors(
        directory: weights.directory, tensors: Array(unexpected.prefix(5)),
        count: unexpected.count)
    }
  }
}

private func firstNotFinite(_ values: [Float]) -> Int? {
  values.withUnsafeBufferPointer { $0.firstIndex { !$0.isFinite } }
}

/// The row-major position of element `index` in a tensor of shape `shape`.
private func coordinates(of index: Int, in shape: [Int]) -> [Int] {
  var rest = index
  var coordinates: [Int] = []
  for dimension in shape.reversed() {
    coordinates.append(rest % dimension)
    rest /= dimension
  }
  return coordinates.reversed()
}
