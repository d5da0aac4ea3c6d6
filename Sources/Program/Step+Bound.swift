extension Step {
  /// What ``ProvedRange/accumulator`` bounds, for people.
  package var boundedQuantity: String {
    switch self {
    case .embed, .position: "|weight|"
    case .gather: "|pixel|"
    case .normalize: "sum of squares"
    case .linear, .convolve: "|accumulator|"
    case .discretize, .discretizeHeads, .gate: "|product|"
    case .scan, .scanHeads: "|y|"
    case .rotate, .accumulate, .add, .mean: "|sum|"
    case .quantize, .rescale: "|input|"
    }
  }

  /// The bounded quantity is below two to this power in an accepted program.
  package var boundExponent: Int {
    if case .normalize = self { 62 } else { 31 }
  }
}
