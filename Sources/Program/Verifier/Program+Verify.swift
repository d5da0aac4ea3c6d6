extension Program {
  /// The rules of the integer program that do not hold; empty for an accepted program.
  ///
  /// Three passes, of which each relies on the one before and is left out if that one found
  /// anything: structure (names, roles, order of reading and writing), shapes (types, sizes,
  /// parameters, elements of constants) and ranges (no intermediate value overflows, whatever
  /// the input).
  package func verify() -> [Violation] {
    var structure = StructureCheck(program: self)
    structure.run()
    guard structure.findings.violations.isEmpty else { return structure.findings.violations }
    var shapes = ShapeCheck(program: self)
    shapes.run()
    guard shapes.findings.violations.isEmpty else { return shapes.findings.violations }
    var ranges = RangeProof(program: self)
    _ = ranges.run()
    return ranges.findings.violations
  }

  /// What the range proof knows about each step; feeds comments, reports and assertions.
  /// - Precondition: ``verify()`` accepts the program.
  package func proveRanges() -> ProvedRanges {
    var proof = RangeProof(program: self)
    return proof.run()
  }
}
