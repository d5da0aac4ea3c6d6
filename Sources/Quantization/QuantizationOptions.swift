/// How a model becomes integers.
package struct QuantizationOptions: Hashable, Sendable {
  /// The transforms applied in float before rounding.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    /// Round to nearest, no transform: the baseline.
    case rtn
    /// A Hadamard transform before each `out_proj`, its inverse folded into the weights.
    case hadamard
  }

  package var method: Method

  package init(method: Method = .hadamard) {
    self.method = method
  }
}
