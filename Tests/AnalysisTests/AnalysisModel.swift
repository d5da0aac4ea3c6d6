import Model
import TestSupport

/// A language model of 17 tokens: embedding, one norm and mixer in a residual stream, head.
func analysisModel(_ random: inout SeededRandom) -> Model {
  let (width, e, n, r, vocabulary) = (6, 10, 3, 2, 17)
  func parameter(_ name: String, _ shape: [Int]) -> Parameter {
    Parameter(
      tensor: Tensor(shape: shape, values: random.floats(shape.reduce(1, *))),
      origin: Origin(layer: nil, module: name, checkpointName: name))
  }
  let mixer = Mixer(
    layer: 0, input: ValueID(1), output: ValueID(2),
    inProj: parameter("in_proj", [2 * e, width]), inProjBias: nil,
    forward: Branch(
      convolution: parameter("conv1d", [e, 4]), convolutionBias: nil,
      xProj: parameter("x_proj", [r + 2 * n, e]), dtProj: parameter("dt_proj", [e, r]),
      dtProjBias: nil, aLog: parameter("A_log", [e, n]), d: parameter("D", [e])),
    outProj: parameter("out_proj", [width, e]), outProjBias: nil)
  var norm = parameter("norm", [width])
  norm.tensor.values = Array(repeating: 1, count: width)
  return Model(
    name: "analysed", input: .token(vocabulary: vocabulary),
    values: [
      Value(name: "embedding", width: width), Value(name: "normalized", width: width),
      Value(name: "mixer", width: width), Value(name: "residual", width: width),
      Value(name: "logits", width: vocabulary),
    ],
    body: [
      .embed(Embed(weight: parameter("embedding", [vocabulary, width]), output: ValueID(0))),
      .rmsNorm(RMSNorm(input: ValueID(0), weight: norm, epsilon: 1e-5, output: ValueID(1))),
      .mixer(mixer), .add(Add(left: ValueID(0), right: ValueID(2), output: ValueID(3))),
    ],
    readout: [
      .linear(
        Linear(
          input: ValueID(3), weight: parameter("head", [vocabulary, width]), bias: nil,
          output: ValueID(4)))
    ],
    logits: ValueID(4), labels: [], checkpointHash: "")
}

/// `count` sequences of up to 100 random tokens.
func analysisData(_ random: inout SeededRandom, count: Int = 3) -> DataSet {
  DataSet(
    sequences: .tokens((0..<count).map { _ in random.integers(random.int(2...100), in: 0...16) }),
    labels: nil, hash: "")
}
