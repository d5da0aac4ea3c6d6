package import Calibration
package import Model
package import Program

/// The quantizer: float transforms, calibration, lowering to integers.
package enum Quantizer {
  /// - Parameters:
  ///   - calibration: At least one sequence; only its statistics are used.
  ///   - progress: Called with (sequences done, sequences in all) during calibration, in all
  ///     runs over the data that the method takes.
  package static func quantize(
    model: consuming Model, calibration: DataSet, options: QuantizationOptions,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws -> Program {
    var rounds = try QuantizationRounds(model, options: options)
    try rounds.measure(on: calibration, progress: progress)
    return try rounds.lower(calibration: calibration.hash)
  }

  /// The transforms of a method, each exact in float, in order.
  ///
  /// - Parameter observer: Receives the name of each transform and the model after it.
  package static func transform(
    _ model: consuming Model, calibration: DataSet, options: QuantizationOptions,
    progress: ((Int, Int) -> Void)? = nil, observer: ((String, Model) throws -> Void)? = nil
  ) throws -> Model {
    var rounds = try QuantizationRounds(model, options: options, observer: observer)
    while !rounds.isTransformed { try rounds.measureNext(on: calibration, progress: progress) }
    return rounds.model
  }
}

extension QuantizationRounds {
  /// Measures all rounds that are left on `data`.
  ///
  /// - Parameter progress: Called with (sequences done, sequences in all) over all these rounds.
  package mutating func measure(
    on data: DataSet, progress: ((Int, Int) -> Void)? = nil,
    onRound: (Measurements) -> Void = { _ in }
  ) throws {
    let before = finished
    while needs != nil {
      let (done, all) = (finished - before, count - before)
      let measurements = try measureNext(on: data) { sequence, sequences in
        progress?(done * sequences + sequence, all * sequences)
      }
      onRound(measurements)
    }
  }

  /// Measures the next round on `data`.
  ///
  /// - Parameter progress: As ``Calibrator`` reports.
  /// - Precondition: Not all rounds are over.
  @discardableResult
  package mutating func measureNext(
    on data: DataSet, progress: ((Int, Int) -> Void)? = nil
  ) throws -> Measurements {
    guard let needs else { preconditionFailure("all rounds are over") }
    let measurements = try Calibrator.measure(needs, of: model, on: data, progress: progress)
    try take(measurements)
    return measurements
  }
}
