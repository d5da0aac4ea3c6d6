import Calibration
package import Model
package import Program
import Synchronization

/// The quantizer: float transforms, calibration, lowering to integers.
package enum Quantizer {
  /// - Parameters:
  ///   - calibration: At least one sequence; only its statistics are used.
  ///   - progress: Called with (sequences done, sequences in all) during calibration, in all
  ///     runs over the data that the method takes.
  package static func quantize(
    model: Model, calibration: DataSet, options: QuantizationOptions,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws -> Program {
    let stages = TransformList.stages(of: options.method)
    let fourBits = options.weightBits == .four
    let runs = (fourBits ? 2 : 1) + stages.reduce(0) { $0 + needs(of: $1, model).runs }
    let finished = Mutex(0)
    // A run reports as many times as there are sequences.
    let step: (Int, Int) -> Void = { _, sequences in
      let done = finished.withLock { finished in
        finished += 1
        return finished
      }
      progress?(min(done, runs * sequences), runs * sequences)
    }
    let transformed = try transform(
      model, calibration: calibration, options: options, progress: step)
    let statistics = try Calibrator.run(transformed, on: calibration, progress: step)
    var lowering = try Lowering(
      transformed, statistics: statistics,
      fourBitWeights: fourBits
        ? FourBitWeights(
          transformed, statistics: statistics, groupSize: options.groupSize, data: calibration,
          progress: step) : nil)
    return try lowering.run(
      provenance: Provenance(
        generator: "adder \(Version.current)", checkpoint: model.checkpointHash,
        calibration: statistics.dataHash, method: options.method.rawValue,
        options: fourBits
          ? ["--weight-bits 4", "--group-size \(options.groupSize)"] : []))
  }

  /// The transforms of a method, each exact in float, in order.
  ///
  /// - Parameter observer: Receives the name of each transform and the model after it.
  package static func transform(
    _ model: Model, calibration: DataSet, options: QuantizationOptions,
    progress: ((Int, Int) -> Void)? = nil, observer: ((String, Model) throws -> Void)? = nil
  ) throws -> Model {
    var model = model
    for stage in TransformList.stages(of: options.method) {
      let measurements = try Measurements(
        needs(of: stage, model), of: model, on: calibration, progress: progress)
      for transform in stage {
        model = try transform.run(model, measurements)
        try observer?(transform.name, model)
      }
    }
    return model
  }

  private static func needs(of stage: [any Transform], _ model: Model) -> MeasurementNeeds {
    stage.reduce(into: MeasurementNeeds()) { $0.add($1.needs(model)) }
  }
}
