package import Program

/// The first value in which the C differs from the interpreter.
package struct Mismatch: Hashable, Sendable {
  /// Index of the input sequence.
  package var sequence: Int
  package var position: Int
  /// Step that wrote the value: section and index, kind, origin; nil where only the logits
  /// of the whole are known to differ.
  package var step: Step?
  package var buffer: String
  package var element: Int
  package var expected: Int
  package var actual: Int

  /// The step as people find it.
  package struct Step: Hashable, Sendable {
    package var section: String
    package var index: Int
    package var kind: String
    package var origin: StepOrigin
  }
}

extension Mismatch: CustomStringConvertible {
  package var description: String {
    let place = "sequence \(sequence), position \(position)"
    let values = "\(buffer)[\(element)] is \(actual), the interpreter has \(expected)"
    guard let step else { return "\(place): \(values)" }
    let origin = step.origin.checkpointName
    let source = origin.isEmpty ? step.origin.module : origin
    return "\(place), \(step.section) step \(step.index) (\(step.kind), \(source)): \(values)"
  }
}
