import Analysis
import Calibration
import Evaluation
import FloatReference
import Interpreter
package import Model
package import Program
import Quantization

/// The figures of a report that take more than the graph.
package struct ReportMeasurement: Sendable {
  /// What is going on, and how much of it is done of all.
  package typealias Progress = @Sendable (String, Int, Int) -> Void

  package let program: Program
  /// The checkpoint that the program was made from.
  package let model: Model?
  package let calibration: DataSet?
  package let evaluation: DataSet?
  /// Sequences, the first ones, on which sensitivity, outliers and states are measured.
  package let analysedSequences: Int

  package init(
    program: Program, model: Model?, calibration: DataSet?, evaluation: DataSet?,
    analysedSequences: Int
  ) {
    self.program = program
    self.model = model
    self.calibration = calibration
    self.evaluation = evaluation
    self.analysedSequences = analysedSequences
  }

  /// Fills every section whose input is there.
  package func run(into content: inout ReportContent, progress: @escaping Progress) throws {
    let data = evaluation ?? calibration
    content.inputs = ReportInputs(
      reference: model?.checkpointHash, calibration: calibration.map(ReportInputs.Data.init),
      evaluation: evaluation.map(ReportInputs.Data.init),
      analysedSequences: data.map { min(analysedSequences, $0.sequences.count) })
    if let evaluation {
      content.accuracy = try MethodComparison(
        graph: Interpreter(program), reference: try model.map { try FloatReference($0) },
        calibration: calibration, evaluation: evaluation
      ).run(progress: progress)
    }
    if let model, let calibration {
      try analyse(model, calibration, into: &content, progress)
    }
    if let data {
      let sequences = try data.prefix(analysedSequences).integerSequences(for: program.input)
      content.states = try StateRanges.measure(program, on: sequences) {
        progress("following the state", $0, $1)
      }
    }
  }

  private func analyse(
    _ model: Model, _ calibration: DataSet, into content: inout ReportContent,
    _ progress: @escaping Progress
  ) throws {
    let transformed = try Quantizer.transform(
      model, calibration: calibration, options: program.quantizationOptions,
      progress: { progress("transforming", $0, $1) })
    let measuring: (Int, Int) -> Void = { progress("measuring channels", $0, $1) }
    let before = try Calibrator.run(model, on: calibration, progress: measuring)
    let after = try Calibrator.run(transformed, on: calibration, progress: measuring)
    content.channels = ChannelMagnitudes(
      of: model, before, transformed: transformed, after)
    content.outliers = try Outliers.find(
      in: model, on: calibration.prefix(analysedSequences)
    ) { progress("finding outliers", $0, $1) }
    content.sensitivity = try Sensitivity.measure(
      transformed, statistics: after,
      on: (evaluation ?? calibration).prefix(analysedSequences)
    ) { progress("measuring sensitivity", $0, $1) }
  }
}
