/// A machine for which C is emitted: compilers, flags, and how to run what they make.
///
/// The descriptions are the files of `Targets/`; a key that is not listed here is an error.
package struct TargetDescription: Hashable, Sendable {
  /// Name on the command line and of the file, e.g. `aarch64-neon`.
  package var id: String
  /// One line for people.
  package var description: String
  /// `host`, `armv7`, `aarch64`, `rv64`, ...
  package var architecture: String
  /// Commands of C compilers, the preferred one first.
  package var compilers: [String]
  /// Flags that select the processor.
  package var cflags: [String]
  /// Flags of the link, e.g. `-static`.
  package var linkFlags: [String]
  /// Directories of `Runtime-C` that kernels are taken from: of each the first that is found.
  package var kernels: [String]
  /// Positions that a prefill takes through the layers at a time, 1...64. Scratch memory grows
  /// with it; it pays where kernels use a weight for several positions.
  package var tile: Int
  /// Features of the processor without which programs end with an illegal instruction, as
  /// Linux names them in /proc/cpuinfo; only for targets without a runner.
  package var features: [String]?
  /// Compile-only flags that leave no floating-point unit to use: float code fails to compile,
  /// or calls functions of the compiler's float library. (On RISC-V, Debian's headers exist for
  /// one calling convention only, so its macros stay defined.)
  package var noFloatFlags: [String]
  /// Command before the program, e.g. an emulator; empty where it runs by itself.
  package var runner: [String]
  /// Debian packages that provide compilers and runner.
  package var packages: [String]
  /// Limits of the memory; nil where there is plenty.
  package var memory: Memory?
  /// The board that it is; nil for an instruction-set target.
  package var board: Board?

  /// Memory of a small machine, in bytes.
  package struct Memory: Hashable, Sendable, Codable {
    /// For constants and code.
    package var flash: Int?
    /// For the state of a model.
    package var ram: Int?
    /// For both together, where programs are loaded to the memory that holds the state.
    package var total: Int?

    package init(flash: Int?, ram: Int?, total: Int? = nil) {
      self.flash = flash
      self.ram = ram
      self.total = total
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case flash, ram, total }
  }
}

extension TargetDescription {
  /// Id of the instruction-set target: its own, or that which the board builds upon.
  package var instructionSet: String { board?.base ?? id }
}

extension TargetDescription: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, description, architecture, compilers, cflags, linkFlags, kernels, tile, features
    case noFloatFlags, runner, packages, memory
  }
}
