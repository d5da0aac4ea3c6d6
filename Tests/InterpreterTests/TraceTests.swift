import Interpreter
import Program
import ProgramFixtures
import Testing

@Test func traceDoesNotChangeTheLogits() throws {
  for program in TestPrograms.all(seed: 11) {
    let interpreter = try Interpreter(program)
    let sequence = TestPrograms.sequence(for: program, positions: 40, seed: 11)
    var trace = ChecksumTrace(program)
    let logits = try interpreter.logits(for: sequence, trace: &trace)
    #expect(try interpreter.logits(for: sequence) == logits)
  }
}

@Test func traceIsInOrderOfPositionsAndSteps() throws {
  let program = TinyPrograms.language(seed: 12)
  var trace = ChecksumTrace(program)
  _ = try Interpreter(program).logits(for: .tokens([1, 2]), trace: &trace)
  let expected = (0..<2).flatMap { position in
    [(TraceSection.body, program.body), (.head, program.head)].flatMap { section, steps in
      steps.enumerated().flatMap { index, step in
        step.outputs.map { "\(position) \(section.rawValue) \(index) \(program[$0].name)" }
      }
    }
  }
  let actual = trace.entries.map { "\($0.position) \($0.section.rawValue) \($0.step) \($0.buffer)" }
  #expect(actual == expected)
}

@Test func classifierRunsItsHeadOnce() throws {
  let program = TinyPrograms.classifier(seed: 13)
  let sequence = TestPrograms.sequence(for: program, positions: 9, seed: 13)
  var trace = ChecksumTrace(program)
  _ = try Interpreter(program).logits(for: sequence, trace: &trace)
  let head = trace.entries.filter { $0.section == .head }
  #expect(head.count == program.head.reduce(0) { $0 + $1.outputs.count })
  #expect(head.allSatisfy { $0.position == 8 })
}

@Test func traceIsDeterministic() throws {
  let program = TinyPrograms.language(seed: 14)
  let sequence = TestPrograms.sequence(for: program, positions: 12, seed: 14)
  let traces = try (0..<2).map { _ in
    var trace = ChecksumTrace(program)
    _ = try Interpreter(program).logits(for: sequence, trace: &trace)
    return trace.entries
  }
  #expect(traces[0] == traces[1])
}

/// Published vectors of FNV-1a in 64 bits.
@Test(
  arguments: [("", 0xcbf2_9ce4_8422_2325), ("foobar", 0x8594_4171_f739_67e8)] as [(String, UInt64)])
func checksumIsFNV1a(text: String, expected: UInt64) {
  let checksum = Array(text.utf8).withUnsafeBytes { ChecksumTrace.fnv1a($0) }
  #expect(checksum == expected)
}

@Test func traceEntryIsOneReadableLine() {
  let entry = ChecksumTrace.Entry(
    position: 3, section: .body, step: 7, buffer: "l00_scan_state", checksum: 0xab)
  #expect(entry.description == "3 body 7 l00_scan_state 00000000000000ab")
}
