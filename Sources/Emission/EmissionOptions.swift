package import Program

/// What the user and the caller decide about an emitted package.
package struct EmissionOptions: Hashable, Sendable {
  /// Starts every name and file of the package; nil for the program's name.
  package var prefix: String?
  /// SHA-256 of the graph file, lower-case hex, for the banners.
  package var graphHash: String?
  /// Name and version of the tool, for the banners, e.g. `Adder 0.1.0`.
  package var generator: String
  /// What the self-test runs and expects.
  package var golden: Golden
  /// Where the tables are; nil for arrays up to 4 MiB and an included file above.
  package var weights: WeightsPlacement?

  package init(
    prefix: String? = nil, graphHash: String? = nil, generator: String = "Adder",
    golden: Golden, weights: WeightsPlacement? = nil
  ) {
    self.prefix = prefix
    self.graphHash = graphHash
    self.generator = generator
    self.golden = golden
    self.weights = weights
  }
}

/// How a package holds its tables.
package enum WeightsPlacement: String, CaseIterable, Hashable, Sendable {
  /// As arrays of C.
  case array
  /// As a binary file that an assembler file includes.
  case incbin
}

/// An input and the logits that the interpreter computed for it.
package struct Golden: Hashable, Sendable {
  /// At least one position.
  package var input: IntegerSequence
  /// [positions, classes] of a language model, [classes] of a classifier.
  package var logits: [Int32]

  package init(input: IntegerSequence, logits: [Int32]) {
    self.input = input
    self.logits = logits
  }
}
