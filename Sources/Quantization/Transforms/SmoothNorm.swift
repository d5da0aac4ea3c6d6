import Calibration
import FloatReference
import Model

/// SmoothQuant before `in_proj`: divides the weights of a norm and multiplies the columns of
/// the mixers that read it.
///
/// The head keeps its columns, and stays tied where it was.
struct SmoothNorm: Transform {
  var name: String { "smooth norms" }

  func needs(_ model: Model) -> MeasurementNeeds { MeasurementNeeds(statistics: true) }

  func run(_ model: Model, _ activations: Activations) throws -> Model {
    var result = model
    for norm in model.norms {
      let readers = model.mixers.filter { $0.input == norm.output }
      guard !readers.isEmpty, model.matrixReaders(of: norm.output) == [norm.output] else {
        continue
      }
      var weight = [Float](repeating: 0, count: norm.weight.tensor.values.count)
      for mixer in readers {
        for (i, largest) in mixer.inProj.tensor.columnMaximum.enumerated() {
          weight[i] = max(weight[i], largest)
        }
      }
      let factors = SmoothingFactors(
        activation: try activations.channelMaximum(.value(norm.output)), weight: weight)
      result.scaleColumns(of: [norm.output], by: factors.values)
      result.setNormWeight(
        of: norm.output, to: zip(norm.weight.tensor.values, factors.inverse).map { $0 * $1 })
    }
    return result
  }
}
