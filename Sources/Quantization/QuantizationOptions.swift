/// How a model becomes integers.
package struct QuantizationOptions: Hashable, Sendable {
  /// The transforms applied in float before rounding; ``TransformList`` says which.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    /// Round to nearest, no transform: the baseline.
    case rtn
    /// Smoothing alone (Xiao et al. 2022).
    case smoothquant
    /// Hadamard rotation alone (Ashkboos et al. 2024).
    case quarot
    /// Smoothing, KLT-enhanced rotation and smooth-fused rotation (MambaQuant, Xu et al. 2025).
    case mambaquant
  }

  package var method: Method

  package init(method: Method = .mambaquant) {
    self.method = method
  }
}
