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

  /// Bits of the weights of `in_proj` and `out_proj`; all others have 8.
  package enum WeightBits: Int, Hashable, Sendable, CaseIterable {
    case eight = 8
    case four = 4
  }

  package var method: Method
  package var weightBits: WeightBits
  /// Columns of a group of weights of 4 bits: 32, 64 or 128.
  package var groupSize: Int

  package init(
    method: Method = .mambaquant, weightBits: WeightBits = .eight, groupSize: Int = 64
  ) {
    self.method = method
    self.weightBits = weightBits
    self.groupSize = groupSize
  }
}
