import Calibration
package import Model
package import Program

/// The quantizer: float transforms, calibration, lowering to integers.
package enum Quantizer {
  /// - Parameters:
  ///   - calibration: At least one sequence; only its ranges are used.
  ///   - progress: Called with (sequences done, sequences in all) during calibration.
  package static func quantize(
    model: Model, calibration: DataSet, options: QuantizationOptions,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws -> Program {
    let transformed = transform(model, options: options)
    let statistics = try Calibrator.run(transformed, on: calibration, progress: progress)
    var lowering = try Lowering(transformed, statistics: statistics)
    return try lowering.run(
      provenance: Provenance(
        generator: "adder \(Version.current)", checkpoint: model.checkpointHash,
        calibration: statistics.dataHash, method: options.method.rawValue, options: []))
  }

  /// The transforms of a method, each exact in float, in order.
  package static func transform(_ model: Model, options: QuantizationOptions) -> Model {
    switch options.method {
    case .rtn: model
    case .hadamard: FoldRotation().run(model)
    }
  }
}
