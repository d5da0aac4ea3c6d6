package import Program
package import TargetDescription

extension Emitter {
  /// What the emitted program takes: the figures of its header.
  ///
  /// - Precondition: The program is accepted by its verifier.
  /// - Throws: ``EmissionError`` where the target's kernels are incomplete.
  package static func memory(
    of program: Program, target: TargetDescription, weights: WeightsPlacement? = nil,
    threads: Int = 1
  ) throws(EmissionError) -> MemoryFigures {
    try EmittedModel(
      program: program, target: target,
      options: EmissionOptions(
        golden: Golden(input: .tokens([]), logits: []), weights: weights, threads: threads),
      prefix: program.name
    ).memory
  }
}
