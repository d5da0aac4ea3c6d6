import Emission
import Foundation
import Interpreter
import Program
import TargetDescription
import TestSupport
import Verification

/// One program on one target, with random flags that follow from seed, target and compiler.
struct DifferentialRun {
  let target: TargetDescription
  let compiler: String
  private let optimisation: String
  private let weights: WeightsPlacement
  private let threads: Int
  private let hasTrace: Bool
  private let inputs: [IntegerSequence]

  init(
    _ program: Program, seed: UInt64, target: TargetDescription, compiler: String
  ) {
    var random = SeededRandom("\(seed) \(target.id) \(compiler)")
    self.target = target
    self.compiler = compiler
    optimisation = ["O0", "O1", "O2", "O3", "Os"][random.int(0...4)]
    weights = WeightsPlacement.allCases[random.int(0...2)]
    threads = [1, 1, 2, 3][random.int(0...3)]
    hasTrace = random.int(0...4) == 0
    inputs = RandomInputs.make(for: program, tile: target.tile, &random)
  }

  var description: String {
    "\(target.id) \(compiler) -\(optimisation) --weights \(weights) --threads \(threads)"
  }

  /// Compares the logits of all inputs, the self-test, which has prefill and steps, and sometimes
  /// every buffer.
  func results(of program: Program) throws -> [VerificationResult] {
    try withTemporaryDirectory { directory in
      var options = VerificationOptions(
        targets: [target], compilers: [compiler], optimisations: [optimisation],
        tracePositions: hasTrace ? 4 : 0, provesNoFloat: false, threads: threads,
        weights: weights, timeout: 300)
      if compiler == Self.crossClang {
        options.compilers = [directory + "/clang"]
        try Self.writeCrossClang(for: target, to: options.compilers[0])
      }
      return try Verifier.verify(
        program, inputs: inputs, options: options, workDirectory: directory)
    }
  }

  // MARK: Compilers

  /// Stands for clang with the target of the cross compiler.
  private static let crossClang = "clang --target"

  /// The compilers of a target that are here, and clang where the target lists only gcc.
  static func compilers(of target: TargetDescription) -> [String] {
    let known = target.compilers.filter(ExternalCommand.exists)
    guard let first = known.first, first.hasSuffix("-gcc"), target.compilers == [first],
      ExternalCommand.exists("clang"), ExternalCommand.exists("ld.lld")
    else { return known }
    return known + [crossClang]
  }

  /// A command that calls clang for the machine of the target's gcc.
  private static func writeCrossClang(for target: TargetDescription, to path: String) throws {
    let triple = target.compilers[0].dropLast("-gcc".count)
    try writeFile(
      "#!/bin/sh\nexec clang --target=\(triple) -fuse-ld=lld -Wno-unused-command-line-argument "
        + "\"$@\"\n", to: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }
}
