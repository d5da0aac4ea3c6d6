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
  /// Reader by reader.
  package var channels: [ChannelProfile]?
  /// By layer.
  package var states: [StateCourse]?
  package var cost: CostSummary
  /// One for each step, body and head together.
  package var bounds: [StepBound]

  /// The sections that the graph alone gives.
  ///
  /// - Precondition: The program is accepted by its verifier.
  package init(
    _ program: Program, graphHash: String, inputs: ReportInputs = ReportInputs(),
    target: TargetDescription
  ) {
    graph = GraphSummary(program, target: target)
    self.graphHash = graphHash
    self.inputs = inputs
    cost = CostSummary(program, memory: graph.memory)
    bounds = StepBound.all(of: program)
  }
}

/// The files that a report was made from, beside the graph.
package struct ReportInputs: Hashable, Sendable, Encodable {
  /// A data file, as far as it was used.
  package struct Data: Hashable, Sendable, Encodable {
    /// SHA-256, lower-case hex.
    package var hash: String
    package var sequences: Int
    package var positions: Int

    package init(hash: String, sequences: Int, positions: Int) {
      self.hash = hash
      self.sequences = sequences
      self.positions = positions
    }
  }

  /// SHA-256 of the checkpoint, lower-case hex.
  package var reference: String?
  package var calibration: Data?
  package var evaluation: Data?

  package init(reference: String? = nil, calibration: Data? = nil, evaluation: Data? = nil) {
    self.reference = reference
    self.calibration = calibration
    self.evaluation = evaluation
  }
}
