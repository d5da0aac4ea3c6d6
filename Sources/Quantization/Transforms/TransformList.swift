/// The transforms of each method, in order.
///
/// Transforms of one stage share what is measured before it; none of them changes, in float,
/// what another of the stage has measured.
enum TransformList {
  static func stages(of method: QuantizationOptions.Method) -> [[any Transform]] {
    switch method {
    case .rtn:
      []
    case .smoothquant:
      [[SmoothNorm(), SmoothGate()]]
    case .quarot:
      [[FoldNorm(), RotateResidual(basis: .hadamard), FoldRotation()]]
    case .mambaquant:
      [
        [FoldNorm()],
        [SmoothX(), SmoothTimeStep(), SmoothGate()],
        [RotateTimeStep(), RotateResidual(basis: .karhunenLoeve)],
        [FoldRotation()],
      ]
    }
  }
}
