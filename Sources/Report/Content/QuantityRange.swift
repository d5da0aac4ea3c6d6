import Foundation
package import Program

/// The closed interval that the verifier proved for a quantity of a step, whatever the input is.
package struct QuantityRange: Hashable, Sendable, Encodable {
  /// `body` or `head`.
  package var section: String
  /// Index in that section.
  package var step: Int
  /// `in_proj`, `scan`, ...
  package var part: String
  /// Zero-based layer, or nil outside the layers.
  package var layer: Int?
  /// Tensor of the checkpoint that the step comes from; may be empty.
  package var tensor: String
  /// The buffer or, in words, the inner value.
  package var quantity: String
  /// Whether it is a buffer that the step writes.
  package var isBuffer: Bool
  package var low: Int
  package var high: Int
  /// The quantity must stay below two to this power, or it saturates there.
  package var limitExponent: Int
  /// Elements at one position.
  package var elements: Int
  /// Of these, how many saturation may stop at an end of their range.
  package var saturating: Int

  /// Base-2 logarithm of the limit over the largest magnitude; 0 where it just fits.
  package var spareBits: Double {
    Double(limitExponent) - log2(Double(max(1, -low, high)))
  }

  /// The ranges of all quantities, in the order of evaluation.
  /// - Precondition: The program is accepted by its verifier.
  package static func all(of program: Program) -> [QuantityRange] {
    let proved = program.proveRanges()
    return rows("body", program.body, proved.body, program)
      + rows("head", program.head, proved.head, program)
  }

  private static func rows(
    _ section: String, _ steps: [Step], _ proved: [ProvedRange], _ program: Program
  ) -> [QuantityRange] {
    zip(steps, proved).enumerated().flatMap { index, entry in
      let (step, ranges) = entry
      return ranges.intervals.map { interval in
        QuantityRange(
          section: section, step: index, part: step.part, layer: step.origin.layer,
          tensor: step.origin.checkpointName, quantity: program.name(of: interval.quantity),
          isBuffer: interval.quantity.isBuffer, low: interval.range.lowerBound,
          high: interval.range.upperBound,
          limitExponent: program.exponent(of: interval.quantity), elements: interval.elements,
          saturating: interval.saturating)
      }
    }
  }

  /// For a terminal.
  package static let titles = [
    "layer", "step", "quantity", "low", "high", "saturating",
  ]

  /// For a terminal, under ``titles``.
  package var cells: [String] {
    [
      layer.map(String.init) ?? "-", part, quantity, "\(low)", "\(high)",
      saturating == 0 ? "-" : "\(saturating) of \(elements)",
    ]
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
