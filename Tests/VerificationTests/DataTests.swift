import Emission
import Foundation
import Interpreter
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing
import Verification

/// Whole data files through the compiled C.
struct DataTests {
  private func options(
    damage: (@Sendable (Program) -> Program)? = nil, timeout: TimeInterval = 60,
    edit: @escaping @Sendable (String, String) -> String = { $1 }
  ) throws -> VerificationOptions {
    var options = VerificationOptions(
      targets: try VerifierFixture.host(), compilers: ["gcc"], optimisations: ["O1"],
      timeout: timeout)
    options.emit = { program, target, emission in
      let emitted = damage?(program) ?? program
      return try Emitter.emit(emitted, target: target, options: emission).map { file in
        var file = file
        file.bytes = Array(edit(file.path, String(decoding: file.bytes, as: UTF8.self)).utf8)
        return file
      }
    }
    return options
  }

  private func verify(
    _ program: Program, _ sequences: [IntegerSequence], _ options: VerificationOptions,
    progress: Verifier.Progress? = nil
  ) throws -> VerificationResult {
    try withTemporaryDirectory { directory in
      try Verifier.verify(
        try Interpreter(program), data: sequences, options: options, workDirectory: directory,
        progress: progress)
    }
  }

  private func repeated(_ program: Program, _ times: Int) -> [IntegerSequence] {
    (0..<times).flatMap { VerifierFixture.inputs(for: program, seed: UInt64($0)) }
  }

  @Test func everyLogitIsCompared() throws {
    let classifier = TinyPrograms.classifier(seed: 61)
    let language = TinyPrograms.language(seed: 61)
    for (program, rows) in [(classifier, 4 * 40), (language, 20 * 40)] {
      let result = try verify(program, repeated(program, 40), try options())
      let classes = program[program.logits].count
      #expect(result.outcome == .equal(values: rows * classes), "\(result)")
    }
  }

  @Test func theFirstDifferenceIsNamed() throws {
    let program = TinyPrograms.classifier(seed: 62)
    let inputs = repeated(program, 20)
    let damaged = try options(
      edit: { path, text in
        path != "model_run.c"
          ? text
          : text.replacingOccurrences(
            of: "  model_logits(s, logits);",
            with: "  model_logits(s, logits);\n  logits[1] += positions == 7;")
      })
    let result = try verify(program, inputs, damaged)
    let logits = try Interpreter(program).logits(for: inputs[1])
    guard case .differs(let mismatch) = result.outcome else {
      Issue.record("\(result)")
      return
    }
    #expect(
      mismatch.description
        == """
        sequence 1, position 6: logits[1] is \(logits[1] + 1), the interpreter has \(logits[1])
        """)
  }

  @Test func runsThatFailAreNamed() throws {
    let program = TinyPrograms.language(seed: 63)
    let crash = try options(
      edit: { path, text in
        path == "model_run.c"
          ? text.replacingOccurrences(of: "model_init(&state);", with: "return 3;") : text
      })
    #expect(
      try verify(program, [.tokens([0, 1])], crash).outcome
        == .broken(stage: "run of sequences 0...0", message: "status 3"))
    let endless = try options(
      timeout: 3,
      edit: { path, text in
        path == "model_run.c"
          ? text.replacingOccurrences(
            of: "model_init(&state);", with: "for (volatile int i = 1; i;) {}") : text
      })
    #expect(
      try verify(program, [.tokens([0, 1])], endless).outcome
        == .failed(stage: "run of sequences 0...0", message: "no exit: stopped after 3 s"))
  }

  @Test func missingLogitsAreNoticed() throws {
    let program = TinyPrograms.language(seed: 64)
    let silent = try options(
      edit: { path, text in
        path == "model_run.c"
          ? text.replacingOccurrences(
            of: "  adder_run_status status = adder_run_all(&files, &state);",
            with: "  adder_run_status status = adder_run_success;\n  (void)adder_run_all;") : text
      })
    #expect(
      try verify(program, [.tokens([0, 1])], silent).outcome
        == .broken(
          stage: "comparison", message: "the logits of the C end early, in sequence 0"))
  }

  @Test func sequencesMustHavePositions() throws {
    let error = #expect(throws: VerificationError.self) {
      try verify(TinyPrograms.language(seed: 65), [.tokens([])], try options())
    }
    #expect(error?.description == VerificationError.noInput.description)
  }

  @Test func progressCountsSequences() throws {
    let program = TinyPrograms.language(seed: 66)
    let last = LastProgress()
    _ = try verify(program, repeated(program, 10), try options()) { last.record($0, $1) }
    #expect(last.value == [40, 40])
  }
}

private final class LastProgress: @unchecked Sendable {
  private let lock = NSLock()
  private var last: [Int] = []

  var value: [Int] { lock.withLock { last } }
  func record(_ done: Int, _ total: Int) { lock.withLock { last = [done, total] } }
}
