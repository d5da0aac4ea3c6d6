import Calibration
import Model
import TestSupport

/// A classifier of frames with one pre-norm residual layer and no final norm.
struct SmallClassifier {
  static let frame = 3
  static let width = 6
  static let channels = 12
  static let states = 4
  static let rank = 2
  static let kernel = 3
  static let classes = 5

  private var random: SeededRandom
  private var values: [Value] = []

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  /// The model after `change` to its mixer.
  mutating func model(_ change: (inout Mixer) -> Void = { _ in }) -> Model {
    let input = value("input", Self.frame)
    let start = value("start", Self.width)
    let normalized = value("normalized", Self.width)
    let mixed = value("mixed", Self.width)
    let residual = value("residual", Self.width)
    let pooled = value("pooled", Self.width)
    let logits = value("logits", Self.classes)
    var mixer = mixer(from: normalized, to: mixed)
    change(&mixer)
    let norm = RMSNorm(
      input: start, weight: parameter("norm", [Self.width], in: 0.5...1.5), epsilon: 1e-5,
      output: normalized)
    return Model(
      name: "small", input: .frame(width: Self.frame, value: input), values: values,
      body: [
        .linear(linear("in", from: input, to: start)), .rmsNorm(norm), .mixer(mixer),
        .add(Add(left: start, right: mixed, output: residual)),
        .meanPool(MeanPool(input: residual, output: pooled)),
      ],
      readout: [.linear(linear("out", from: pooled, to: logits))], logits: logits,
      labels: (0..<Self.classes).map { "\($0)" }, checkpointHash: "")
  }

  /// Sequences of 20 positions.
  mutating func data(sequences: Int = 8) -> DataSet {
    let frames = (0..<sequences).map { _ in random.floats(20 * Self.frame, in: -1...1) }
    return DataSet(sequences: .frames(frames, width: Self.frame), labels: nil, hash: "")
  }

  private mutating func value(_ name: String, _ width: Int) -> ValueID {
    values.append(Value(name: name, width: width))
    return ValueID(values.count - 1)
  }

  private mutating func parameter(
    _ name: String, _ shape: [Int], in range: ClosedRange<Float> = -0.7...0.7
  ) -> Parameter {
    Parameter(
      tensor: Tensor(shape: shape, values: random.floats(shape.reduce(1, *), in: range)),
      origin: Origin(layer: nil, module: name, checkpointName: name))
  }

  private mutating func linear(_ name: String, from input: ValueID, to output: ValueID) -> Linear {
    let (rows, columns) = (values[output.index].width, values[input.index].width)
    return Linear(
      input: input, weight: parameter(name, [rows, columns]),
      bias: parameter(name + ".bias", [rows]), output: output)
  }

  private mutating func mixer(from input: ValueID, to output: ValueID) -> Mixer {
    let (e, n, r) = (Self.channels, Self.states, Self.rank)
    return Mixer(
      layer: 0, input: input, output: output,
      inProj: parameter("in_proj", [2 * e, Self.width]),
      inProjBias: nil,
      forward: Branch(
        convolution: parameter("conv1d", [e, Self.kernel]),
        convolutionBias: parameter("conv1d.bias", [e]),
        xProj: parameter("x_proj", [r + 2 * n, e]),
        dtProj: parameter("dt_proj", [e, r]),
        dtProjBias: parameter("dt_proj.bias", [e], in: -4...0),
        aLog: parameter("A_log", [e, n], in: 0...2), d: parameter("D", [e])),
      outProj: parameter("out_proj", [Self.width, e]), outProjBias: nil)
  }
}
