import Model
import TestSupport

/// A float model of random kind, sizes and weights.
struct DifferentialModel {
  enum Kind: String, CaseIterable {
    case language, falcon, mamba2, classifier, image
  }

  let kind: Kind
  let layers: Int
  let width: Int
  let outputs: Int
  let states: Int
  let kernel: Int
  let rank: Int
  /// Of a head; of Mamba-1 all channels.
  let headChannels: Int
  let heads: Int
  let groups: Int
  var weights: RandomWeights
  private var values: [Value] = []
  private var body: [Operation] = []

  var channels: Int { heads * headChannels }

  init(random: SeededRandom) {
    var random = random
    kind = Kind.allCases[random.int(0...Kind.allCases.count - 1)]
    layers = random.int(1...3)
    width = DifferentialModel.size(&random, most: 40)
    outputs = DifferentialModel.size(&random, most: 40)
    states = DifferentialModel.size(&random, most: 64)
    kernel = random.int(1...8)
    rank = DifferentialModel.size(&random, most: 6)
    groups = kind == .mamba2 ? random.int(1...3) : 1
    heads = kind == .mamba2 ? groups * random.int(1...3) : 1
    headChannels = DifferentialModel.size(&random, most: kind == .mamba2 ? 20 : 72)
    weights = RandomWeights(random: random, rarity: [0, 30, 8][random.int(0...2)])
  }

  /// Odd or even, with a liking for sizes at powers of two.
  private static func size(_ random: inout SeededRandom, most: Int) -> Int {
    let power = 1 << random.int(0...6)
    let size = random.int(0...1) == 0 ? power + random.int(-1...1) : random.int(1...most)
    return max(1, min(most, size))
  }

  var description: String {
    let inner = kind == .mamba2 ? "\(heads)x\(headChannels)/\(groups)" : "\(channels)"
    return "\(kind) layers \(layers) width \(width) channels \(inner) states \(states) "
      + "kernel \(kernel) rank \(rank) outputs \(outputs)"
  }

  mutating func model() -> Model {
    let input: ModelInput
    var stream: ValueID
    switch kind {
    case .language, .falcon, .mamba2:
      input = .token(vocabulary: outputs)
      stream = value("embedding", width)
      body.append(
        .embed(Embed(weight: weights.parameter("embedding", [outputs, width]), output: stream)))
    case .classifier:
      let features = weights.random.int(1...9)
      let frame = value("frame", features)
      input = .frame(width: features, value: frame)
      stream = linear("in", frame, width)
    case .image:
      let image = image()
      input = .image(image)
      let embedded = linear("patch_embed", image.value, width)
      stream = value("positions", width)
      let table = weights.parameter("pos_embed", [image.positions, width])
      body.append(
        .position(PositionEmbedding(input: embedded, table: table, output: stream)))
    }
    for layer in 0..<layers { stream = addLayer(layer, after: stream) }
    return finish(input, stream)
  }

  private mutating func finish(_ input: ModelInput, _ stream: ValueID) -> Model {
    var hidden = normalized("norm_f", stream)
    if case .token = input {
    } else {
      let pooled = value("pooled", width)
      var rows: [Int]?
      if case .image(let image) = input, !image.classRows.isEmpty { rows = image.classRows }
      body.append(.meanPool(MeanPool(input: hidden, output: pooled, rows: rows)))
      hidden = pooled
    }
    let logits = value("logits", outputs)
    let head = Linear(
      input: hidden, weight: weights.parameter("head", [outputs, width]),
      bias: weights.optional("head.bias", [outputs]), output: logits)
    let isLanguage = if case .token = input { true } else { false }
    return Model(
      name: "random", input: input, values: values, body: body, readout: [.linear(head)],
      logits: logits, labels: isLanguage ? [] : (0..<outputs).map { "class \($0)" },
      checkpointHash: String(repeating: "0", count: 64))
  }

  /// Patches that overlap or not, with a class token in some place or without.
  private mutating func image() -> ImageInput {
    let channels = weights.random.int(1...3)
    let patch = weights.random.int(1...3)
    let patches = value("patches", channels * patch * patch)
    var image = ImageInput(
      height: patch + weights.random.int(0...4), width: patch + weights.random.int(0...4),
      channels: channels, patch: patch, stride: weights.random.int(1...3),
      mean: weights.random.floats(channels, in: 0...1),
      deviation: weights.random.floats(channels, in: 0.1...0.5),
      layout: ImageLayout.allCases[weights.random.int(0...1)], classRows: [], value: patches)
    if weights.random.int(0...2) > 0 {
      image.classRows = [weights.random.int(0...image.positions)]
    }
    return image
  }

  private mutating func addLayer(_ layer: Int, after stream: ValueID) -> ValueID {
    let mixed = value("layers.\(layer).mixer", width)
    let input = normalized("layers.\(layer).norm", stream)
    body.append(.mixer(mixer(layer, from: input, to: mixed)))
    let sum = value("layers.\(layer).sum", width)
    body.append(.add(Add(left: stream, right: mixed, output: sum)))
    return sum
  }

  private mutating func normalized(_ name: String, _ input: ValueID) -> ValueID {
    let output = value(name, width)
    let weight = weights.parameter(name, [width], in: 0.5...1.5)
    body.append(
      .rmsNorm(RMSNorm(input: input, weight: weight, epsilon: 1e-5, output: output)))
    return output
  }

  private mutating func linear(_ name: String, _ input: ValueID, _ rows: Int) -> ValueID {
    let output = value(name, rows)
    body.append(
      .linear(
        Linear(
          input: input, weight: weights.parameter(name, [rows, values[input.index].width]),
          bias: weights.optional(name + ".bias", [rows]), output: output)))
    return output
  }

  private mutating func value(_ name: String, _ width: Int) -> ValueID {
    values.append(Value(name: name, width: width))
    return ValueID(values.count - 1)
  }
}
