/// What an emitted model takes on a target, in bytes, known without a compiler.
///
/// Flash is what the objects of the library have in sections that are loaded and never written:
/// tables, parameters, code, constants of the code, unwinding tables. RAM is one state, and the
/// pool of threads where there is one.
package struct MemoryFigures: Hashable, Sendable {
  /// One layer, or what comes before or after the layers.
  package struct Part: Hashable, Sendable, Encodable {
    /// `before the layers`, `layer 3`, `after the layers`.
    package var name: String
    /// Weights and other constants that no earlier part has.
    package var tableBytes: Int
    /// Objects with the parameters of the steps.
    package var parameterBytes: Int
    /// Calls of the steps; 0 where the target's code sizes are not recorded.
    package var codeBytes: Int
    /// Survives from position to position; 0 where an arena holds it.
    package var stateBytes: Int
  }

  /// Code of the library, as measured with one compiler.
  package struct Code: Hashable, Sendable {
    /// E.g. `gcc 12.2.0`.
    package var compiler: String
    /// Kernels and, with threads, the pool.
    package var kernelBytes: Int
    /// The model's source: the calls of all parts and the functions around them.
    package var modelBytes: Int
    /// Stack of the deepest call, without what functions of the C library take.
    package var stackBytes: Int
  }

  /// In the order of evaluation.
  package var parts: [Part]
  /// Tables of sigmoid and softplus; 0 where no step needs them.
  package var functionTableBytes: Int
  /// Names of the classes with their pointers.
  package var labelBytes: Int
  /// Between tables and between parameters, for alignment.
  package var paddingBytes: Int
  /// Tables that every token reads, without those of which it looks rows up; nil for what is no
  /// language model.
  package var tokenBytes: Int?
  /// The file of the tables where the program maps or loads one; they are not in flash then.
  package var fileBytes: Int
  /// Nil where the target's code sizes are not recorded.
  package var code: Code?

  /// Survives from position to position.
  package var lastingBytes: Int
  /// Reused at every position; of a whole sequence the arena.
  package var scratchBytes: Int
  /// Size of the state struct at most.
  package var structBytes: Int
  /// Size of the pool of threads that runner and self-test have; 0 with one thread.
  package var poolBytes: Int
}

extension MemoryFigures {
  /// Tables of the model and of the runtime.
  package var tableBytes: Int { parts.reduce(functionTableBytes) { $0 + $1.tableBytes } }

  package var parameterBytes: Int { parts.reduce(0) { $0 + $1.parameterBytes } }

  /// Kernels and the model's source.
  package var codeBytes: Int { (code?.kernelBytes ?? 0) + (code?.modelBytes ?? 0) }

  /// All that is not RAM; without code where its size is not recorded.
  package var flashBytes: Int {
    (fileBytes > 0 ? functionTableBytes : tableBytes) + parameterBytes + labelBytes + paddingBytes
      + codeBytes
  }

  /// One state and the pool.
  package var ramBytes: Int { structBytes + poolBytes }

  /// All of it where the program and a file of tables are loaded to the memory of the state.
  package var totalBytes: Int { flashBytes + fileBytes + ramBytes }
}
