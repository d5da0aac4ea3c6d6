import Foundation
import Program

/// What the verifier proved of one step, whatever the input is.
package struct StepBound: Hashable, Sendable, Encodable {
  /// `in_proj`, `scan`, ...
  package var part: String
  /// Zero-based layer, or nil outside the layers.
  package var layer: Int?
  /// Buffer that the step writes first.
  package var output: String
  /// What is bounded, in words.
  package var quantity: String
  /// Largest magnitude that any input can cause.
  package var bound: Int
  /// The quantity must stay below two to this power.
  package var limitExponent: Int
  /// Base-2 logarithm of the limit over the bound; 0 where the bound just fits.
  package var spareBits: Double

  /// The bounds of all steps, in the order of evaluation.
  /// - Precondition: The program is accepted by its verifier.
  static func all(of program: Program) -> [StepBound] {
    let proved = program.proveRanges()
    return zip(program.body + program.head, proved.body + proved.head).map { step, range in
      StepBound(
        part: step.part, layer: step.origin.layer,
        output: step.outputs.first.map { program[$0].name } ?? "",
        quantity: step.boundedQuantity, bound: range.accumulator,
        limitExponent: step.boundExponent,
        spareBits: Double(step.boundExponent) - log2(Double(max(1, range.accumulator))))
    }
  }
}

extension Step {
  /// The projection that a linear step is, in the field's terms; the kind of the other steps.
  var part: String {
    guard case .linear = self else { return kind }
    let name = origin.module.split(separator: ".").last.map(String.init) ?? ""
    return name.isEmpty ? kind : name
  }
}
