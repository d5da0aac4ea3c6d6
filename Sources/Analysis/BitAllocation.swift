package import Evaluation
import FloatReference
package import Model
package import Quantization

/// The choice of the matrices that have 4 bits so that a program fits a size.
///
/// What 4 bits cost is measured for each matrix alone, as the divergence of the float model with
/// that matrix rounded from the one without. The costs add up well while they are small, so the
/// choice with the least sum is taken; it is found exactly.
package struct BitAllocation: Hashable, Sendable {
  package struct Candidate: Hashable, Sendable {
    package var matrix: FourBitMatrix
    /// Bytes that 4 bits save.
    package var saving: Int
    package var cost: ChangeCost

    package init(matrix: FourBitMatrix, saving: Int, cost: ChangeCost) {
      self.matrix = matrix
      self.saving = saving
      self.cost = cost
    }
  }

  /// Every matrix, in the order of layers.
  package let candidates: [Candidate]

  package init(candidates: [Candidate]) { self.candidates = candidates }

  /// Positions that the costs are measured on, at least: enough to rank matrices, and few
  /// enough for a model of 130 million weights to take minutes.
  private static let positions = 2048

  /// Measures what 4 bits cost in each matrix: one evaluation of a part of `data` for each.
  ///
  /// - Parameters:
  ///   - model: The transformed model that `weights` were made from.
  ///   - progress: Called with (matrices done, matrices in all).
  /// - Throws: ``ModelError`` or ``EvaluationError``.
  package static func measure(
    _ model: Model, _ weights: FourBitWeights, on data: DataSet,
    progress: ((Int, Int) -> Void)? = nil
  ) throws -> BitAllocation {
    let baseline = try FloatBaseline(FloatReference(model), on: sample(of: data))
    let matrices = weights.all
    var candidates: [Candidate] = []
    for (index, matrix) in matrices.enumerated() {
      let rounded = try FloatReference(weights.rounding(matrix, in: model))
      candidates.append(
        Candidate(
          matrix: matrix, saving: weights.bytesSaved(in: matrix),
          cost: try baseline.cost(of: rounded)))
      progress?(index + 1, matrices.count)
    }
    return BitAllocation(candidates: candidates)
  }

  /// The first sequences with ``positions`` positions together.
  static func sample(of data: DataSet) -> DataSet {
    var count = 0
    var positions = 0
    while count < data.sequences.count, positions < Self.positions {
      count += 1
      positions = data.prefix(count).sequences.positions
    }
    return data.prefix(count)
  }

  /// The matrices whose 4 bits together save at least `bytes` at the least cost; nil if all
  /// together do not.
  package func choice(saving bytes: Int) -> Set<FourBitMatrix>? {
    // Choices that no other one beats in both saving and cost, by ascending saving. There are
    // few, for matrices have few sizes.
    var best = [Choice(saving: 0, cost: 0, matrices: [])]
    for candidate in candidates {
      let cost = max(candidate.cost.kl ?? .infinity, 0)
      let extended = best.map { choice in
        Choice(
          saving: choice.saving + candidate.saving, cost: choice.cost + cost,
          matrices: choice.matrices + [candidate.matrix])
      }
      best = Self.unbeaten(best + extended)
    }
    return best.first { $0.saving >= bytes }.map { Set($0.matrices) }
  }

  private struct Choice {
    var saving: Int
    var cost: Double
    var matrices: [FourBitMatrix]
  }

  private static func unbeaten(_ choices: [Choice]) -> [Choice] {
    var kept: [Choice] = []
    for choice in choices.enumerated().sorted(by: { left, right in
      let (a, b) = (left.element, right.element)
      if a.saving != b.saving { return a.saving > b.saving }
      return a.cost == b.cost ? left.offset < right.offset : a.cost < b.cost
    }).map(\.element) {
      if let last = kept.last, last.cost <= choice.cost { continue }
      kept.append(choice)
    }
    return kept.reversed()
  }
}
