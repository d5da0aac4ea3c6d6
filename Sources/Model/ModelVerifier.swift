extension Model {
  /// Largest width of a value.
  package static let largestWidth = 1 << 20
  /// Largest height or width of an image.
  package static let largestImageSide = 1 << 14
  /// Most channels of an image.
  package static let largestImageChannels = 1 << 10
  /// Longest sequence that an image becomes.
  package static let largestPositions = 1 << 16
  /// Most elements of one vector at all positions together, where they are held at once.
  package static let largestSequence = 1 << 26

  /// Checks that every operation's shapes fit, that every value is written exactly once and
  /// before it is read, and that all parameters are finite.
  package func validate() throws(ModelError) {
    var verifier = ModelVerifier(model: self)
    try verifier.verify()
  }
}

/// Walks a model in the order of evaluation.
struct ModelVerifier {
  private let model: Model
  private var written: [Bool]
  private var layers: Set<Int> = []

  init(model: Model) {
    self.model = model
    written = Array(repeating: false, count: model.values.count)
  }

  mutating func verify() throws(ModelError) {
    for value in model.values where !(1...Model.largestWidth).contains(value.width) {
      throw .valueWidth(value: value.name, width: value.width)
    }
    if case .frame(let width, let value) = model.input {
      try write(value, width: width, operation: "input")
    }
    if case .image(let image) = model.input {
      try verify(image)
      for value in model.values { try verifySequence(of: value.name, width: value.width) }
    }
    for operation in model.body { try verify(operation) }
    for operation in model.readout {
      switch operation {
      case .embed, .position, .mixer, .meanPool: throw .onlyInBody(operation: operation.label)
      case .linear, .rmsNorm, .add: try verify(operation)
      }
    }
    let classes = try read(model.logits, operation: "logits")
    guard model.labels.isEmpty || model.labels.count == classes else {
      throw .labelCount(model.labels.count, classes: classes)
    }
    for (value, isWritten) in zip(model.values, written) where !isWritten {
      throw .neverWritten(value: value.name)
    }
  }

  private mutating func verify(_ operation: Operation) throws(ModelError) {
    let label = operation.label
    switch operation {
    case .embed(let embed):
      guard case .token(let vocabulary) = model.input else {
        throw .embedWithoutTokens(operation: label)
      }
      let shape = try check(embed.weight, [.size(vocabulary), .any("width")])
      try write(embed.output, width: shape[1], operation: label)
    case .position(let position):
      guard let positions = model.positions else { throw .needsImage(operation: label) }
      let width = try read(position.input, operation: label)
      try check(position.table, [.size(positions), .size(width)])
      try write(position.output, width: width, operation: label)
    case .linear(let linear):
      let width = try read(linear.input, operation: label)
      let shape = try check(linear.weight, [.any("outputs"), .size(width)])
      try check(linear.bias, [.size(shape[0])])
      try write(linear.output, width: shape[0], operation: label)
    case .rmsNorm(let norm):
      let width = try read(norm.input, operation: label)
      try check(norm.weight, [.size(width)])
      try verify(epsilon: norm.epsilon, operation: label)
      try write(norm.output, width: width, operation: label)
    case .mixer(let mixer):
      try verify(mixer, label: label)
    case .add(let add):
      let width = try read(add.left, operation: label)
      let right = try read(add.right, operation: label)
      guard right == width else {
        throw .width(
          value: model.values[add.right.index].name, width: right, expected: width,
          operation: label)
      }
      try write(add.output, width: width, operation: label)
    case .meanPool(let pool):
      let width = try read(pool.input, operation: label)
      try verify(rows: pool.rows, operation: label)
      try write(pool.output, width: width, operation: label)
    }
  }

  private mutating func verify(_ mixer: Mixer, label: String) throws(ModelError) {
    guard layers.insert(mixer.layer).inserted else { throw .layerTwice(mixer.layer) }
    let width = try read(mixer.input, operation: label)
    let e: Int
    switch mixer.recurrence {
    case .selective:
      let rows = try check(mixer.inProj, [.any("2E"), .size(width)])[0]
      guard rows % 2 == 0 else {
        throw .shape(
          parameter: mixer.inProj.origin.checkpointName, shape: mixer.inProj.tensor.shape,
          expected: "[2E, \(width)]")
      }
      e = rows / 2
      for direction in mixer.directions { try verify(mixer, direction, label: label) }
    case .heads(let heads):
      e = try verify(heads, layer: mixer.layer)
      let rows = 2 * e + 2 * heads.groupStates + heads.heads
      try check(mixer.inProj, [.size(rows), .size(width)])
      if mixer.gateScale != nil { throw .gateScale(layer: mixer.layer) }
      if model.positions != nil { throw .headsOfImage(layer: mixer.layer) }
    }
    try verifySequence(of: label, width: e)
    try check(mixer.inProjBias, [.size(mixer.inProj.tensor.shape[0])])
    try check(mixer.outProj, [.size(width), .size(e)])
    try check(mixer.outProjBias, [.size(width)])
    if let rotation = mixer.rotation, rotation.size != e {
      throw .rotation(layer: mixer.layer, size: rotation.size, channels: e)
    }
    try verify(factors: mixer.gateScale, "gateScale", layer: mixer.layer, channels: e)
    try write(mixer.output, width: width, operation: label)
  }

  private func verify(
    _ mixer: Mixer, _ direction: Direction, label: String
  ) throws(ModelError) {
    let branch = mixer[direction]
    let e = mixer.channels
    if direction == .backward, model.positions == nil { throw .needsImage(operation: label) }
    try check(branch.convolution, [.size(e), .any("kernel")])
    try check(branch.convolutionBias, [.size(e)])
    let r = try check(branch.dtProj, [.size(e), .any("R")])[1]
    try check(branch.dtProjBias, [.size(e)])
    let n = try check(branch.aLog, [.size(e), .any("N")])[1]
    try check(branch.xProj, [.size(r + 2 * n), .size(e)])
    try check(branch.d, [.size(e)])
    try verify(factors: branch.xScale, "xScale", layer: mixer.layer, channels: e)
    if let epsilon = branch.normEpsilon { try verify(epsilon: epsilon, operation: label) }
  }

  private func verify(epsilon: Double, operation: String) throws(ModelError) {
    guard epsilon.isFinite, epsilon >= 0 else { throw .epsilon(epsilon, operation: operation) }
  }

  /// `E` of a recurrence whose tensors fit each other.
  private func verify(_ heads: HeadRecurrence, layer: Int) throws(ModelError) -> Int {
    let e = try check(heads.norm, [.any("E")])[0]
    let h = try check(heads.aLog, [.any("H")])[0]
    let rows = try check(heads.convolution, [.any("E + 2 G N"), .any("kernel")])[0]
    let groups = heads.groups
    guard groups > 0, e % h == 0, h % groups == 0, rows > e, (rows - e) % (2 * groups) == 0
    else { throw .heads(layer: layer, channels: e, heads: h, groups: groups, convolved: rows) }
    try check(heads.convolutionBias, [.size(rows)])
    try check(heads.dtBias, [.size(h)])
    try check(heads.d, [.size(h)])
    try verify(epsilon: heads.epsilon, operation: "mixer of layer \(layer)")
    if let limit = heads.timeStepLimit, !(limit.lowerBound >= 0) || limit.upperBound.isNaN {
      throw .timeStepLimit(layer: layer, low: limit.lowerBound, high: limit.upperBound)
    }
    return e
  }

  private func verify(
    factors: [Float]?, _ name: String, layer: Int, channels: Int
  ) throws(ModelError) {
    guard let factors else { return }
    guard factors.count == channels, factors.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .smoothing(name, layer: layer, channels: channels)
    }
  }

  /// Sizes of an image, and the value that receives its patches.
  private mutating func verify(_ image: ImageInput) throws(ModelError) {
    let sides = 1...Model.largestImageSide
    guard sides.contains(image.height), sides.contains(image.width),
      (1...Model.largestImageChannels).contains(image.channels),
      (1...min(image.height, image.width)).contains(image.patch), image.stride > 0,
      image.mean.count == image.channels, image.deviation.count == image.channels,
      image.mean.allSatisfy(\.isFinite),
      image.deviation.allSatisfy({ $0 > 0 && $0.isFinite }),
      image.positions <= Model.largestPositions
    else { throw .image }
    try verify(rows: image.classRows.isEmpty ? nil : image.classRows, operation: "input")
    try write(image.value, width: image.patchCount, operation: "input")
  }

  /// What is held for all positions at once.
  private func verifySequence(of name: String, width: Int) throws(ModelError) {
    guard let positions = model.positions, positions * width > Model.largestSequence else { return }
    throw .sequence(name, width: width, positions: positions)
  }

  /// Rows of a whole sequence: rising and within it.
  private func verify(rows: [Int]?, operation: String) throws(ModelError) {
    guard let rows else { return }
    guard let positions = model.positions else { throw .needsImage(operation: operation) }
    guard let first = rows.first, let last = rows.last, first >= 0, last < positions,
      zip(rows, rows.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .rows(operation: operation, positions: positions) }
  }

  /// Width of a value that an operation reads.
  private func read(_ value: ValueID, operation: String) throws(ModelError) -> Int {
    guard model.values.indices.contains(value.index) else {
      throw .noSuchValue(value.index, operation: operation)
    }
    guard written[value.index] else {
      throw .readBeforeWritten(value: model.values[value.index].name, operation: operation)
    }
    return model.values[value.index].width
  }

  private mutating func write(
    _ value: ValueID, width: Int, operation: String
  ) throws(ModelError) {
    guard model.values.indices.contains(value.index) else {
      throw .noSuchValue(value.index, operation: operation)
    }
    let target = model.values[value.index]
    guard !written[value.index] else {
      throw .writtenTwice(value: target.name, operation: operation)
    }
    guard target.width == width else {
      throw .width(
        value: target.name, width: target.width, expected: width, operation: operation)
    }
    written[value.index] = true
  }

  /// One dimension of an expected shape.
  private enum Dimension {
    case size(Int)
    /// Any positive size; the name is for the error.
    case any(String)

    func accepts(_ size: Int) -> Bool {
      switch self {
      case .size(let expected): size == expected
      case .any: size > 0
      }
    }

    var text: String {
      switch self {
      case .size(let size): String(size)
      case .any(let name): name
      }
    }
  }

  /// The parameter's shape if it is as expected and all values are finite.
  @discardableResult
  private func check(
    _ parameter: Parameter, _ expected: [Dimension]
  ) throws(ModelError) -> [Int] {
    let tensor = parameter.tensor
    let name = parameter.origin.checkpointName
    let fits =
      tensor.shape.count == expected.count
      && zip(tensor.shape, expected).allSatisfy { $1.accepts($0) }
    guard fits, tensor.count == tensor.shape.reduce(1, *) else {
      let text = expected.map(\.text).joined(separator: ", ")
      throw .shape(parameter: name, shape: tensor.shape, expected: "[\(text)]")
    }
    if let index = tensor.values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(parameter: name, index: index)
    }
    return tensor.shape
  }

  private func check(_ parameter: Parameter?, _ expected: [Dimension]) throws(ModelError) {
    if let parameter { _ = try check(parameter, expected) as [Int] }
  }
}
