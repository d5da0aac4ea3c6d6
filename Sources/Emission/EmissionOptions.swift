import Program
package import Tokenizer

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
  /// Section of the object files that holds the tables; nil for that of other constants.
  package var section: String?
  /// Bytes of which the address of every table is a multiple, a power of two; nil for 64, and
  /// for what the kernels like best where the tables are arrays.
  package var alignment: Int?
  /// Threads that runner and self-test start, 1...64; with 1 the package has no hook for threads.
  package var threads: Int

  /// The tokenizer of a language model, whose files the package then has.
  package var tokenizer: TokenizerTables?
  /// SHA-256 of the file of the tokenizer, lower-case hex, for the banners; nil for plain bytes.
  package var tokenizerHash: String?

  /// As many as the emitted pool can have.
  package static let mostThreads = 64
  /// Of tables.
  package static let alignments = 16...4096

  package init(
    prefix: String? = nil, graphHash: String? = nil, generator: String = "Adder",
    golden: Golden, weights: WeightsPlacement? = nil, section: String? = nil,
    alignment: Int? = nil, threads: Int = 1, tokenizer: TokenizerTables? = nil,
    tokenizerHash: String? = nil
  ) {
    self.prefix = prefix
    self.graphHash = graphHash
    self.generator = generator
    self.golden = golden
    self.weights = weights
    self.section = section
    self.alignment = alignment
    self.threads = threads
    self.tokenizer = tokenizer
    self.tokenizerHash = tokenizerHash
  }
}

/// How a package holds its tables.
package enum WeightsPlacement: String, CaseIterable, Hashable, Sendable {
  /// As arrays of C.
  case array
  /// As a binary file that an assembler file includes.
  case incbin
  /// As a binary file that the program maps or loads and gives to the library.
  case blob
}
