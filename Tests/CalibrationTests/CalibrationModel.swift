import Model
import TestSupport

/// A classifier of frames of width 3: one mixer without norm or residual, mean pool, linear.
func calibrationModel(_ random: inout SeededRandom) -> Model {
  let (width, e, n, r) = (3, 10, 2, 1)
  func parameter(_ name: String, _ shape: [Int]) -> Parameter {
    Parameter(
      tensor: Tensor(shape: shape, values: random.floats(shape.reduce(1, *))),
      origin: Origin(layer: nil, module: name, checkpointName: name))
  }
  let mixer = Mixer(
    layer: 0, input: ValueID(0), output: ValueID(1),
    inProj: parameter("in_proj", [2 * e, width]), inProjBias: nil,
    forward: Branch(
      convolution: parameter("conv1d", [e, 4]), convolutionBias: nil,
      xProj: parameter("x_proj", [r + 2 * n, e]), dtProj: parameter("dt_proj", [e, r]),
      dtProjBias: nil, aLog: parameter("A_log", [e, n]), d: parameter("D", [e])),
    outProj: parameter("out_proj", [width, e]), outProjBias: nil)
  let head = Linear(
    input: ValueID(2), weight: parameter("head", [4, width]), bias: nil, output: ValueID(3))
  return Model(
    name: "calibrated", input: .frame(width: width, value: ValueID(0)),
    values: [
      Value(name: "frame", width: width), Value(name: "mixer", width: width),
      Value(name: "pooled", width: width), Value(name: "logits", width: 4),
    ],
    body: [.mixer(mixer), .meanPool(MeanPool(input: ValueID(1), output: ValueID(2)))],
    readout: [.linear(head)], logits: ValueID(3), labels: [], checkpointHash: "")
}
