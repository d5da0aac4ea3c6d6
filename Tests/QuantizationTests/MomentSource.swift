import Calibration
import FloatReference
import Model
import TestSupport

/// Second moments of given vectors, by way of a model that hands its frames on.
final class MomentSource {
  private let width: Int
  private var frames: [Float] = []

  init(width: Int) { self.width = width }

  func add(_ vector: [Float]) { frames += vector }

  var moment: SecondMoment {
    let model = Model(
      name: "frames", input: .frame(width: width, value: ValueID(0)),
      values: [
        Value(name: "frame", width: width), Value(name: "pool", width: width),
        Value(name: "logits", width: 1),
      ],
      body: [.meanPool(MeanPool(input: ValueID(0), output: ValueID(1)))],
      readout: [
        .linear(
          Linear(
            input: ValueID(1), weight: parameter([1, width]), bias: nil, output: ValueID(2)))
      ],
      logits: ValueID(2), labels: [], checkpointHash: "")
    let data = DataSet(sequences: .frames([frames], width: width), labels: nil, hash: "")
    let moments = try? Calibrator.secondMoments(
      of: [[.value(ValueID(0))]], in: model, on: data)
    return (moments?.first ?? nil) ?? SecondMoment(width: width)
  }

  private func parameter(_ shape: [Int]) -> Parameter {
    Parameter(
      tensor: Tensor(shape: shape, values: Array(repeating: 1, count: shape.reduce(1, *))),
      origin: Origin(layer: nil, module: "head", checkpointName: "head"))
  }
}
