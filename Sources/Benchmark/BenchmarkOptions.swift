package import Emission
package import Foundation
package import TargetDescription

/// What is built and measured.
package struct BenchmarkOptions: Sendable {
  package var target: TargetDescription
  /// Command of the compiler; nil for the first one of the target.
  package var compiler: String?
  /// Without the dash: `O2`, `O3`.
  package var optimisation: String
  /// Length of a prefill, or of a classifier's sequence; nil for what the package has.
  package var prefill: Int?
  /// For each quantity.
  package var milliseconds: Int
  /// Emission of the package, with the number of threads.
  package var emission: EmissionOptions
  /// For the compilation, and for each program.
  package var timeout: TimeInterval

  package init(
    target: TargetDescription, compiler: String? = nil, optimisation: String = "O3",
    prefill: Int? = nil, milliseconds: Int = 1000, emission: EmissionOptions,
    timeout: TimeInterval = 1800
  ) {
    self.target = target
    self.compiler = compiler
    self.optimisation = optimisation
    self.prefill = prefill
    self.milliseconds = milliseconds
    self.emission = emission
    self.timeout = timeout
  }
}
