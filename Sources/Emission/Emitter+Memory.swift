package import Program
package import TargetDescription

extension Emitter {
  /// What the emitted program takes: the figures at the top of every emitted file.
  ///
  /// - Precondition: The program is accepted by its verifier.
  /// - Throws: ``EmissionError`` where the target's kernels are incomplete.
  package static func memory(
    of program: Program, target: TargetDescription
  ) throws(EmissionError) -> MemoryTable {
    try EmittedModel(
      program: program, target: target,
      options: EmissionOptions(golden: Golden(input: .tokens([]), logits: [])),
      prefix: program.name
    ).memory
  }
}
