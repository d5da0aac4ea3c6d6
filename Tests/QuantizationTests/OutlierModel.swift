import Model
import TestSupport

/// Random models with outliers that their weights take back: norms that amplify two channels,
/// a loud row in the dt path.
struct OutlierModel {
  var width = 12
  var channels = 24
  var states = 4
  var rank = 3
  var classes = 9
  private var isBidirectional = false
  private var normEpsilon: Double?
  private var random = SeededRandom("outlier model")
  private var values: [Value] = []
  private var body: [Operation] = []

  init() {}

  /// Embedding, two pre-norm residual layers, norm and a head that is tied to the embedding.
  ///
  /// - Parameter normEpsilon: Of norms of dt, B and C.
  static func language(classes: Int = 9, normEpsilon: Double? = nil) -> Model {
    var model = OutlierModel()
    model.classes = classes
    model.normEpsilon = normEpsilon
    let embedding = model.parameter("embedding", [model.classes, model.width])
    let start = model.value("embedding", model.width)
    model.body.append(.embed(Embed(weight: embedding, output: start)))
    let hidden = model.addLayers(after: start)
    let logits = model.value("logits", model.classes)
    var head = embedding
    head.origin.module = "lm_head"
    return Model(
      name: "outliers", input: .token(vocabulary: model.classes), values: model.values,
      body: model.body,
      readout: [
        .linear(Linear(input: hidden, weight: head, bias: nil, output: logits))
      ],
      logits: logits, labels: [], checkpointHash: "")
  }

  /// Linear, layers, norm, mean pool, linear; without layers one bare mixer.
  static func classifier(residual: Bool) -> Model {
    var model = OutlierModel()
    let frame = model.value("frame", 5)
    let start = model.value("start", model.width)
    model.body.append(.linear(model.linear("in", frame, start)))
    let hidden: ValueID
    if residual {
      hidden = model.addLayers(after: start)
    } else {
      hidden = model.value("mixer", model.width)
      let mixer = model.mixer(0, from: start, to: hidden)
      model.body.append(.mixer(mixer))
    }
    let pooled = model.value("pooled", model.width)
    model.body.append(.meanPool(MeanPool(input: hidden, output: pooled)))
    let logits = model.value("logits", model.classes)
    let head = model.linear("head", pooled, logits)
    return Model(
      name: "outliers", input: .frame(width: 5, value: frame), values: model.values,
      body: model.body, readout: [.linear(head)], logits: logits, labels: [],
      checkpointHash: "")
  }

  /// Patches that overlap, a class token among them, bidirectional layers, norm, linear.
  static func image() -> Model {
    var model = OutlierModel()
    model.isBidirectional = true
    let patches = model.value("patches", 2 * 3 * 3)
    let image = ImageInput(
      height: 7, width: 9, channels: 2, patch: 3, stride: 2, mean: [0.4, 0.6],
      deviation: [0.2, 0.3], layout: .channelsHeightWidth, classRows: [6], value: patches)
    let embedded = model.value("patch_embed", model.width)
    model.body.append(.linear(model.linear("patch_embed", patches, embedded)))
    let start = model.value("embedding", model.width)
    let table = model.parameter("pos_embed", [image.positions, model.width])
    model.body.append(
      .position(PositionEmbedding(input: embedded, table: table, output: start)))
    let hidden = model.addLayers(after: start)
    let pooled = model.value("pooled", model.width)
    model.body.append(
      .meanPool(MeanPool(input: hidden, output: pooled, rows: image.classRows)))
    let logits = model.value("logits", model.classes)
    let head = model.linear("head", pooled, logits)
    return Model(
      name: "outliers", input: .image(image), values: model.values, body: model.body,
      readout: [.linear(head)], logits: logits, labels: [], checkpointHash: "")
  }

  static func data(for model: Model) -> DataSet {
    var random = SeededRandom("outlier data")
    let sequences: Sequences =
      switch model.input {
      case .token(let vocabulary):
        .tokens((0..<6).map { _ in random.integers(90, in: 0...Int32(vocabulary - 1)) })
      case .frame(let width, _):
        .frames((0..<6).map { _ in random.floats(70 * width, in: -2...2) }, width: width)
      case .image(let image):
        .images((0..<24).map { _ in random.integers(image.count, in: 0...255) })
      }
    return DataSet(sequences: sequences, labels: nil, hash: "")
  }

  private mutating func addLayers(after start: ValueID) -> ValueID {
    var stream = start
    for layer in 0..<2 {
      let mixed = value("layers.\(layer).mixer", width)
      let normalized = normalize("layers.\(layer).norm", stream, outliers: Self.outliers)
      var mixer = mixer(layer, from: normalized, to: mixed)
      for i in mixer.inProj.tensor.values.indices {
        mixer.inProj.tensor.values[i] /= Self.outliers[i % width] ?? 1
      }
      body.append(.mixer(mixer))
      let sum = value("layers.\(layer).sum", width)
      body.append(.add(Add(left: stream, right: mixed, output: sum)))
      stream = sum
    }
    return normalize("norm_f", stream, outliers: [:])
  }

  private static let outliers: [Int: Float] = [1: 30, 7: -11]

  private mutating func normalize(
    _ name: String, _ input: ValueID, outliers: [Int: Float]
  ) -> ValueID {
    let output = value(name, width)
    var weight = parameter(name, [width], in: 0.5...1.5)
    for i in 0..<width { weight.tensor.values[i] *= outliers[i] ?? 1 }
    body.append(
      .rmsNorm(RMSNorm(input: input, weight: weight, epsilon: 1e-5, output: output)))
    return output
  }

  private mutating func linear(_ name: String, _ input: ValueID, _ output: ValueID) -> Linear {
    let (rows, columns) = (values[output.index].width, values[input.index].width)
    return Linear(
      input: input, weight: parameter(name, [rows, columns]),
      bias: parameter(name + ".bias", [rows]), output: output)
  }

  private mutating func mixer(_ layer: Int, from input: ValueID, to output: ValueID) -> Mixer {
    let e = channels
    let forward = branch("\(layer)")
    return Mixer(
      layer: layer, input: input, output: output,
      inProj: parameter("\(layer).in_proj", [2 * e, width]),
      inProjBias: parameter("\(layer).in_proj.bias", [2 * e]), forward: forward,
      backward: isBidirectional ? branch("\(layer).back") : nil,
      outProj: parameter("\(layer).out_proj", [width, e]),
      outProjBias: parameter("\(layer).out_proj.bias", [width]))
  }

  private mutating func branch(_ name: String) -> Branch {
    let (e, n, r) = (channels, states, rank)
    var xProj = parameter("\(name).x_proj", [r + 2 * n, e])
    for i in 0..<e { xProj.tensor.values[e + i] *= 50 }
    var dtProj = parameter("\(name).dt_proj", [e, r])
    for i in 0..<e { dtProj.tensor.values[i * r + 1] /= 50 }
    return Branch(
      convolution: parameter("\(name).conv1d", [e, 4]),
      convolutionBias: parameter("\(name).conv1d.bias", [e]), xProj: xProj, dtProj: dtProj,
      dtProjBias: parameter("\(name).dt_proj.bias", [e], in: -4...0),
      aLog: parameter("\(name).A_log", [e, n], in: -1...2), d: parameter("\(name).D", [e]),
      normEpsilon: normEpsilon)
  }

  private mutating func value(_ name: String, _ width: Int) -> ValueID {
    values.append(Value(name: name, width: width))
    return ValueID(values.count - 1)
  }

  private mutating func parameter(
    _ name: String, _ shape: [Int], in range: ClosedRange<Float> = -0.5...0.5
  ) -> Parameter {
    Parameter(
      tensor: Tensor(shape: shape, values: random.floats(shape.reduce(1, *), in: range)),
      origin: Origin(layer: nil, module: name, checkpointName: name))
  }
}
