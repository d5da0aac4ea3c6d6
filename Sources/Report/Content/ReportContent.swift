package import Analysis
package import Model
package import Program
package import TargetDescription

/// Everything that a report shows, and exactly what `adder report --json` prints.
///
/// A section is nil where the input that it takes was not given.
package struct ReportContent: Hashable, Sendable, Encodable {
  package var graph: GraphSummary
  /// SHA-256 of the graph file, lower-case hex.
  package var graphHash: String
  package var inputs: ReportInputs
  /// This graph first, then the other methods.
  package var accuracy: [MethodAccuracy]?
  package var channels: ChannelMagnitudes?
  package var outliers: Outliers?
  package var sensitivity: Sensitivity?
  package var states: StateRanges?
  package var cost: CostSummary
  /// One for each quantity of each step, body and head together.
  package var ranges: [QuantityRange]

  /// The sections that the graph alone gives.
  ///
  /// - Precondition: The program is accepted by its verifier.
  package init(
    _ program: Program, graphHash: String, inputs: ReportInputs = ReportInputs(),
    target: TargetDescription
  ) throws {
    graph = try GraphSummary(program, target: target)
    self.graphHash = graphHash
    self.inputs = inputs
    cost = CostSummary(program, memory: graph.memory)
    ranges = QuantityRange.all(of: program)
  }
}

/// The files that a report was made from, beside the graph.
package struct ReportInputs: Hashable, Sendable, Encodable {
  /// A data file.
  package struct Data: Hashable, Sendable, Encodable {
    /// SHA-256, lower-case hex.
    package var hash: String
    package var sequences: Int
    package var positions: Int

    package init(_ data: DataSet) {
      hash = data.hash
      sequences = data.sequences.count
      positions = data.sequences.positions
    }
  }

  /// SHA-256 of the checkpoint, lower-case hex.
  package var reference: String?
  package var calibration: Data?
  package var evaluation: Data?
  /// Sequences, the first ones, on which sensitivity, outliers and states were measured.
  package var analysedSequences: Int?

  package init(
    reference: String? = nil, calibration: Data? = nil, evaluation: Data? = nil,
    analysedSequences: Int? = nil
  ) {
    self.reference = reference
    self.calibration = calibration
    self.evaluation = evaluation
    self.analysedSequences = analysedSequences
  }
}
