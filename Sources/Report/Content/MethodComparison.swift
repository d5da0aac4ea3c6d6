import Evaluation
package import FloatReference
package import Interpreter
package import Model
import Program
import Quantization

/// Evaluates a graph, and the other methods of quantization beside it.
package struct MethodComparison {
  package let graph: Interpreter
  /// nil where only the graph itself is to be scored.
  package let reference: FloatReference?
  /// What the other methods are calibrated on; nil to leave them out.
  package let calibration: DataSet?
  package let evaluation: DataSet

  package init(
    graph: Interpreter, reference: FloatReference?, calibration: DataSet?,
    evaluation: DataSet
  ) {
    self.graph = graph
    self.reference = reference
    self.calibration = calibration
    self.evaluation = evaluation
  }

  /// The graph first, then every method other than its own, with the bits of the graph. The
  /// method of a graph that leaves parts of it out is one of the others.
  ///
  /// - Parameter progress: Called with what is going on, and how much of it is done of all.
  package func run(
    progress: @escaping @Sendable (String, Int, Int) -> Void
  ) throws -> [MethodAccuracy] {
    let options = graph.program.quantizationOptions
    let own = graph.program.provenance.method
    let whole = options.without.isEmpty ? own : ""
    var rows = [
      MethodAccuracy(method: own, isGraph: true, result: try evaluate(graph, own, progress))
    ]
    guard let reference, let calibration else { return rows }
    for method in QuantizationOptions.Method.allCases where method.rawValue != whole {
      var options = options
      options.method = method
      options.without = []
      do {
        let program = try Quantizer.quantize(
          model: reference.model, calibration: calibration, options: options
        ) { progress("quantizing with \(method.rawValue)", $0, $1) }
        let result = try evaluate(Interpreter(program), method.rawValue, progress)
        rows.append(MethodAccuracy(method: method.rawValue, isGraph: false, result: result))
      } catch let error as QuantizationError {
        rows.append(MethodAccuracy(method: method.rawValue, problem: "\(error)"))
      }
    }
    return rows
  }

  private func evaluate(
    _ program: Interpreter, _ method: String,
    _ progress: @escaping @Sendable (String, Int, Int) -> Void
  ) throws(EvaluationError) -> EvaluationResult {
    try Evaluation.run(reference: reference, program: program, data: evaluation) {
      progress("evaluating \(method)", $0, $1)
    }
  }
}
