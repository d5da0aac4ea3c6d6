/// How a model becomes integers.
package struct QuantizationOptions: Hashable, Sendable {
  /// The transforms applied in float before rounding; `TransformList` says which.
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

  /// A part of a method, named as the command line does; `TransformList` says which method
  /// has which.
  package enum Part: String, Hashable, Sendable, CaseIterable {
    /// Keeps a head tied that folding the last norm would make a matrix of its own.
    case tieHead = "tie-head"
    case foldNorm = "fold-norm"
    case smoothNorm = "smooth-norm"
    case smoothX = "smooth-x"
    case smoothTimeStep = "smooth-dt"
    case smoothGate = "smooth-gate"
    /// The KLT inside the rotations; without it they are plain Hadamard rotations.
    case klt
    case rotateTimeStep = "rotate-dt"
    case rotateResidual = "rotate-residual"
    /// The online rotation before `out_proj`.
    case rotateGate = "rotate-gate"
  }

  package var method: Method
  package var weightBits: WeightBits
  /// Columns of a group of weights of 4 bits: 32, 64 or 128.
  package var groupSize: Int
  /// Parts of the method that are left out, to see what each does.
  package var without: Set<Part>

  package init(
    method: Method = .mambaquant, weightBits: WeightBits = .eight, groupSize: Int = 64,
    without: Set<Part> = []
  ) {
    self.method = method
    self.weightBits = weightBits
    self.groupSize = groupSize
    self.without = without
  }

  /// What provenance keeps besides the method: options that differ from the default.
  package var recorded: [String] {
    let parts = Part.allCases.filter(without.contains).map(\.rawValue)
    return (weightBits == .four ? ["--weight-bits 4", "--group-size \(groupSize)"] : [])
      + (parts.isEmpty ? [] : ["--without \(parts.joined(separator: ","))"])
  }
}
