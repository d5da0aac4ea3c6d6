package import Emission
package import Foundation
package import Program
package import TargetDescription

/// What is built and compared.
package struct VerificationOptions: Sendable {
  package var targets: [TargetDescription]
  /// Commands of compilers; one that some target lists is for such targets only. A target for
  /// which none is left, or all if this is empty, takes the compilers of its description.
  package var compilers: [String]
  /// Without the dash: `O0`, `O2`, `O3`.
  package var optimisations: [String]
  /// Positions of the longest sequence of which every buffer is compared as well; 0 for none.
  package var tracePositions: Int
  /// Whether a build at the last optimisation compares every value with its proved interval.
  package var checksRanges: Bool
  /// Whether the absence of floating point is proved for each target.
  package var provesNoFloat: Bool
  /// Whether programs run; otherwise they are compiled and linked only.
  package var runs: Bool
  /// Threads of the packages, 1...64.
  package var threads: Int
  /// Where the packages have their tables; nil for what their size suggests.
  package var weights: WeightsPlacement?
  /// Further flags of every compilation and link, e.g. `-fsanitize=undefined`.
  package var extraFlags: [String]
  /// For one compilation or one run.
  package var timeout: TimeInterval
  /// Makes the package; tests damage it here.
  package var emit: @Sendable (Program, TargetDescription, EmissionOptions) throws -> [EmittedFile]

  package init(
    targets: [TargetDescription], compilers: [String] = [],
    optimisations: [String] = ["O0", "O2", "O3"], tracePositions: Int = 0,
    checksRanges: Bool = false, provesNoFloat: Bool = true, runs: Bool = true, threads: Int = 1,
    weights: WeightsPlacement? = nil, extraFlags: [String] = [], timeout: TimeInterval = 1800,
    emit:
      @escaping @Sendable (Program, TargetDescription, EmissionOptions) throws
      -> [EmittedFile] = { try Emitter.emit($0, target: $1, options: $2) }
  ) {
    self.targets = targets
    self.compilers = compilers
    self.optimisations = optimisations
    self.tracePositions = tracePositions
    self.checksRanges = checksRanges
    self.provesNoFloat = provesNoFloat
    self.runs = runs
    self.threads = threads
    self.weights = weights
    self.extraFlags = extraFlags
    self.timeout = timeout
    self.emit = emit
  }

  /// The compilers to use for a target.
  func compilers(for target: TargetDescription) -> [String] {
    let listed = Set(targets.flatMap(\.compilers))
    let chosen = compilers.filter { target.compilers.contains($0) || !listed.contains($0) }
    return chosen.isEmpty ? target.compilers : chosen
  }
}
