extension ProgramInput {
  /// Float features in the program's int16 units:
  /// `clamp(floor(x / scale + 0.5), -limit...limit)`, in Double; 0 for NaN.
  ///
  /// - Precondition: The program reads frames.
  package func quantize(frames: [Float]) -> [Int16] {
    guard case .frame(_, let scale, let limit) = self else {
      preconditionFailure("the program reads tokens")
    }
    let bound = Double(limit)
    return frames.map { x in
      let rounded = (Double(x) / scale + 0.5).rounded(.down)
      return rounded.isNaN ? 0 : Int16(max(-bound, min(bound, rounded)))
    }
  }
}
