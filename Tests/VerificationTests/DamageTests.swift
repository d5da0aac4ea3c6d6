import Emission
import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing
import Verification

/// Damage to the emitted code is found and named.
struct DamageTests {
  private func outcomes(
    _ program: Program, checks: Int = 1, damage: @escaping @Sendable (inout [EmittedFile]) -> Void
  ) throws -> [VerificationResult.Outcome] {
    var options = VerificationOptions(
      targets: try VerifierFixture.host(), compilers: ["gcc"], optimisations: ["O1"],
      provesNoFloat: false)
    options.emit = { program, target, emission in
      var files = try Emitter.emit(program, target: target, options: emission)
      damage(&files)
      return files
    }
    return try VerifierFixture.verify(program, options).map(\.outcome)
  }

  @Sendable private static func replace(
    _ old: String, _ new: String, in path: String, _ files: inout [EmittedFile]
  ) {
    guard let index = files.firstIndex(where: { $0.path == path }) else { return }
    let text = String(decoding: files[index].bytes, as: UTF8.self)
    precondition(text.contains(old), "nothing to damage")
    files[index].bytes = Array(text.replacingOccurrences(of: old, with: new).utf8)
  }

  @Test func damagedKernelIsNamed() throws {
    let outcomes = try outcomes(TinyPrograms.language(seed: 21)) { files in
      DamageTests.replace(
        "adder_gate(", "state_gate(", in: "model.c", &files)
      DamageTests.replace(
        "#include <string.h>",
        """
        #include <string.h>
        #define state_gate(output, y, x, z, p, positions) \\
          (adder_gate(output, y, x, z, p, positions), (output)[1] = (int16_t)((output)[1] ^ 1))
        """, in: "model.c", &files)
    }
    guard case .differs(let mismatch) = outcomes.first else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(mismatch.buffer == "l00_gated")
    #expect(mismatch.element == 1)
    #expect(mismatch.position == 0)
    #expect(mismatch.expected ^ 1 == mismatch.actual)
    #expect(mismatch.step?.kind == "gate")
    #expect(
      mismatch.description
        == """
        sequence \(mismatch.sequence), position 0, body step \(mismatch.step?.index ?? -1) (gate, \
        backbone.layers.0.gate.weight): l00_gated[1] is \(mismatch.actual), the interpreter \
        has \(mismatch.expected)
        """)
  }

  @Test func damagedWeightIsNamed() throws {
    var damaged = TinyPrograms.language(seed: 22)
    let index = try #require(damaged.constants.firstIndex { $0.name == "l01_out_proj_weight" })
    guard case .int8(var weights) = damaged.constants[index].data else { return }
    for column in 0..<damaged.constants[index].shape[1] { weights[column] = 127 }
    damaged.constants[index].data = .int8(weights)
    let other = damaged
    var options = VerificationOptions(
      targets: try VerifierFixture.host(), compilers: ["gcc"], optimisations: ["O1"],
      provesNoFloat: false)
    options.emit = { _, target, emission in
      try Emitter.emit(other, target: target, options: emission)
    }
    let results = try VerifierFixture.verify(TinyPrograms.language(seed: 22), options)
    guard case .differs(let mismatch) = results.first?.outcome else {
      Issue.record("\(results)")
      return
    }
    #expect(mismatch.buffer == "residual")
    #expect(mismatch.step?.origin.checkpointName == "backbone.layers.1.out_proj.weight")
    #expect(mismatch.element == 0)
  }

  @Test func codeThatDoesNotCompileFails() throws {
    let outcomes = try outcomes(TinyPrograms.language(seed: 23)) { files in
      DamageTests.replace("adder_scan(", "adder_scan(]", in: "model.c", &files)
    }
    guard case .broken(let stage, let message) = outcomes.first else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(stage == "compilation")
    #expect(message.hasPrefix("status 1: "))
  }

  @Test func programsThatStopFail() throws {
    let outcomes = try outcomes(TinyPrograms.language(seed: 24)) { files in
      DamageTests.replace(
        "return adder_run_success;\n    }\n    if (count != sizeof bytes)",
        "return adder_run_bad_output;\n    }\n    if (count != sizeof bytes)",
        in: "model_run.c", &files)
    }
    #expect(outcomes == [.broken(stage: "run", message: "status 3")])
  }

  @Test func floatIsFound() throws {
    var options = VerificationOptions(
      targets: try TargetDescription.list(), optimisations: [])
    options.emit = { program, target, emission in
      var files = try Emitter.emit(program, target: target, options: emission)
      DamageTests.replace(
        "  memset(s, 0, sizeof *s);",
        """
          memset(s, 0, sizeof *s);
          volatile double x = (double)(intptr_t)s;
          x = x * 0.37;
        """, in: "model.c", &files)
      return files
    }
    let results = try VerifierFixture.verify(TinyPrograms.language(seed: 25), options)
    #expect(results.count == 12)
    for result in results where !result.isSkipped {
      #expect(!result.isAcceptable, "\(result)")
    }
  }

  @Test func absentToolsAreSkipped() throws {
    var target = try TargetDescription.find("rv64gc")
    target.compilers = ["no-such-compiler"]
    let options = VerificationOptions(targets: [target], optimisations: ["O2"])
    let results = try VerifierFixture.verify(TinyPrograms.language(seed: 26), options)
    #expect(
      results.map(\.description) == [
        """
        rv64gc no-such-compiler -O2: skipped: no-such-compiler not found; apt-get install \
        gcc-riscv64-linux-gnu libc6-dev-riscv64-cross qemu-user
        """,
        """
        rv64gc no-such-compiler no float: skipped: no-such-compiler not found; apt-get \
        install gcc-riscv64-linux-gnu libc6-dev-riscv64-cross qemu-user
        """,
      ])
  }

  @Test func endlessProgramsAreStopped() throws {
    var options = VerificationOptions(
      targets: try VerifierFixture.host(), compilers: ["gcc"], optimisations: ["O1"],
      provesNoFloat: false, timeout: 5)
    options.emit = { program, target, emission in
      var files = try Emitter.emit(program, target: target, options: emission)
      DamageTests.replace(
        "model_init(&state);",
        "for (volatile int i = 1; i;) {}", in: "model_run.c", &files)
      return files
    }
    let results = try VerifierFixture.verify(TinyPrograms.language(seed: 27), options)
    #expect(
      results.map(\.outcome)
        == [.failed(stage: "run", message: "no exit: stopped after 5 s")])
  }

  @Test func inputsMustHavePositions() throws {
    let options = VerificationOptions(targets: try VerifierFixture.host())
    let error = #expect(throws: VerificationError.self) {
      try Verifier.verify(
        TinyPrograms.language(seed: 28), inputs: [.tokens([])], options: options,
        workDirectory: "/nonexistent")
    }
    #expect(
      error?.description == "there is nothing to verify with: the inputs have no positions")
  }
}
