package import Evaluation

/// What an evaluation says of one method.
package struct MethodAccuracy: Hashable, Sendable, Encodable {
  /// `mambaquant`, ...
  package var method: String
  /// True for the graph of the report; false for a program that was quantized for comparison.
  package var isGraph: Bool
  /// nil where the method cannot quantize the model.
  package var result: EvaluationResult?
  /// Why there is no result.
  package var problem: String?

  package init(method: String, isGraph: Bool, result: EvaluationResult) {
    self.method = method
    self.isGraph = isGraph
    self.result = result
  }

  init(method: String, problem: String) {
    self.method = method
    isGraph = false
    self.problem = problem
  }
}
