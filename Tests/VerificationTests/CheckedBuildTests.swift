import Emission
import Program
import ProgramFixtures
import TargetDescription
import Testing
import Verification

/// Builds with -DADDER_CHECKED: every value stays in its proved interval, and an interval that is
/// wrong is found.
struct CheckedBuildTests {
  private func options(_ target: String = "host") throws -> VerificationOptions {
    VerificationOptions(
      targets: [try TargetDescription.find(target)], compilers: target == "host" ? ["gcc"] : [],
      optimisations: ["O1"], checksRanges: true, provesNoFloat: false)
  }

  @Test(arguments: [
    TinyPrograms.language(seed: 31), TinyPrograms.language(seed: 32, shape: .mixerNorms),
    TinyPrograms.classifier(seed: 33, shape: .fourBits), TinyPrograms.image(seed: 34),
    TinyPrograms.image(seed: 35, shape: .odd, rows: nil), TinyPrograms.heads(seed: 36),
    TinyPrograms.heads(seed: 37, shape: HeadShape.all[1]),
  ])
  func noAssertionFires(program: Program) throws {
    let results = try VerifierFixture.verify(program, options())
    #expect(VerifierFixture.areAccepted(results), "\(results)")
    #expect(results.count == 2)
    for result in results where !result.isSkipped {
      if case .ranges = result.check {
        guard case .inRanges(let values) = result.outcome else { continue }
        #expect(values > 1000)
      }
    }
  }

  /// Weights in tiles, with offsets, of 4 bits; tables in a file; threads.
  @Test(arguments: ["rv64gc", "aarch64-dotprod", "x86-64-v3"])
  func everyPackingAndPlacementIsChecked(target: String) throws {
    var options = try options(target)
    options.weights = target == "x86-64-v3" ? .incbin : .blob
    options.threads = target == "aarch64-dotprod" ? 2 : 1
    let program = TinyPrograms.language(seed: 38, shape: .fourBits)
    let results = try VerifierFixture.verify(program, options)
    #expect(VerifierFixture.areAccepted(results), "\(results)")
  }

  @Test func aWrongIntervalIsFound() throws {
    let program = TinyPrograms.language(seed: 39)
    for (quantity, found) in [
      ("accumulator", "accumulator of element "), ("l00_x", "l00_x of element "),
    ] {
      var options = try options()
      options.emit = { program, target, emission in
        var files = try Emitter.emit(program, target: target, options: emission)
        CheckedBuildTests.narrow(quantity, in: &files)
        return files
      }
      let results = try VerifierFixture.verify(program, options)
      guard results.count == 2, case .equal = results[0].outcome,
        case .broken("checked run", let message) = results[1].outcome
      else {
        Issue.record("\(results)")
        continue
      }
      #expect(message.hasPrefix("status 4: check failed: body step "), "\(message)")
      #expect(message.contains("layers.0."), "\(message)")
      #expect(message.contains(found), "\(message)")
      #expect(message.hasSuffix(", outside 0...0"), "\(message)")
    }
  }

  /// Makes the first interval of that name 0...0.
  @Sendable private static func narrow(_ quantity: String, in files: inout [EmittedFile]) {
    guard let file = files.firstIndex(where: { $0.path == "model_ranges.h" }) else { return }
    var lines = String(decoding: files[file].bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let name = "      \"\(quantity)\""
    guard let row = lines.firstIndex(where: { $0.hasPrefix(name) }) else { return }
    let cells = lines[row].split(separator: ",", omittingEmptySubsequences: false)
    lines[row] = "      \"\(quantity)\", 0, 0," + cells[3] + ","
    files[file].bytes = Array(lines.joined(separator: "\n").utf8)
  }
}
