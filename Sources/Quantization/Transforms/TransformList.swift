/// The transforms of each method, in order.
///
/// Transforms of one stage share what is measured before it; none of them changes, in float,
/// what another of the stage has measured.
enum TransformList {
  typealias Method = QuantizationOptions.Method
  typealias Part = QuantizationOptions.Part

  /// - Throws: ``QuantizationError/notInMethod(part:method:parts:)`` and
  ///   ``QuantizationError/neededPart(part:by:)`` for parts that cannot be left out.
  static func stages(
    of options: QuantizationOptions
  ) throws(QuantizationError) -> [[any Transform]] {
    let parts = parts(of: options.method)
    var kept = Set(parts.joined()).subtracting(options.without)
    for part in Part.allCases where options.without.contains(part) {
      guard parts.joined().contains(part) else {
        throw .notInMethod(
          part: part.rawValue, method: options.method.rawValue,
          parts: parts.joined().map(\.rawValue))
      }
      if let other = dependants(of: part).first(where: kept.contains) {
        throw .neededPart(part: part.rawValue, by: other.rawValue)
      }
    }
    // A norm that keeps its weights leaves the head tied anyway.
    if !kept.contains(.foldNorm) { kept.remove(.tieHead) }
    let basis: RotationBasis = kept.contains(.klt) ? .karhunenLoeve : .hadamard
    return parts.map { stage in
      stage.filter(kept.contains).compactMap { transform($0, basis) }
    }.filter { !$0.isEmpty }
  }

  private static func parts(of method: Method) -> [[Part]] {
    switch method {
    case .rtn:
      []
    case .smoothquant:
      [[.smoothNorm, .smoothGate]]
    case .quarot:
      [[.tieHead, .foldNorm, .rotateResidual, .rotateGate]]
    case .mambaquant:
      [
        [.tieHead, .foldNorm],
        [.smoothX, .smoothTimeStep, .smoothGate],
        [.klt, .rotateTimeStep, .rotateResidual],
        [.rotateGate],
      ]
    }
  }

  /// Parts that do nothing where `part` is left out.
  private static func dependants(of part: Part) -> [Part] {
    part == .foldNorm ? [.rotateResidual] : []
  }

  /// Nil for a part that is no transform of its own.
  private static func transform(_ part: Part, _ basis: RotationBasis) -> (any Transform)? {
    switch part {
    case .tieHead: TieHead()
    case .foldNorm: FoldNorm()
    case .smoothNorm: SmoothNorm()
    case .smoothX: SmoothX()
    case .smoothTimeStep: SmoothTimeStep()
    case .smoothGate: SmoothGate()
    case .klt: nil
    case .rotateTimeStep: RotateTimeStep(basis: basis)
    case .rotateResidual: RotateResidual(basis: basis)
    case .rotateGate: FoldRotation()
    }
  }
}
