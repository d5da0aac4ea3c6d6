import Interpreter
import Program
import ProgramFixtures
import Testing

/// Each kind of step against a naive restatement of its formula, on the buffers that the
/// interpreter itself left at each position.
@Test(arguments: [1, 2, 3, 4] as [UInt64])
func everyStepEqualsItsFormula(seed: UInt64) throws {
  for program in TestPrograms.all(seed: seed) {
    let sequence = TestPrograms.sequence(for: program, positions: 37, seed: seed)
    let trace = try traced(program, sequence)
    #expect(trace.differences.first == nil, "\(program.input)")
  }
}

@Test func testProgramsHaveEveryKindOfStep() throws {
  var kinds: Set<String> = []
  for program in TestPrograms.all(seed: 1) {
    let sequence = TestPrograms.sequence(for: program, positions: 2, seed: 1)
    kinds.formUnion(try traced(program, sequence).compared.keys)
  }
  #expect(
    kinds.sorted() == [
      "accumulate", "add", "convolve", "discretize", "discretizeHeads", "embed", "gate", "gather",
      "linear", "mean", "normalize", "position", "quantize", "rescale", "rotate", "scan",
      "scanHeads",
    ])
}

@Test func testProgramsReachBothEndsOfTheState() throws {
  let program = TestPrograms.saturated(TinyPrograms.classifier(seed: 1))
  let sequence = TestPrograms.sequence(for: program, positions: 100, seed: 1)
  var range = StateRange()
  _ = try Interpreter(program).logits(for: sequence, trace: &range)
  #expect(range.lowest == -32768)
  #expect(range.highest == 32767)
}

/// Poolings stop at 65,535 positions, by saturation that the specification states.
@Test func poolCountSaturates() throws {
  let program = TinyPrograms.classifier(seed: 5, shape: .smallest)
  let interpreter = try Interpreter(program)
  let session = try interpreter.makeSession()
  try session.prefill(TestPrograms.sequence(for: program, positions: 65535, seed: 1))
  let full = session.readLogits()
  try session.prefill(TestPrograms.sequence(for: program, positions: 1000, seed: 2))
  #expect(session.readLogits() == full)
}

private func traced(_ program: Program, _ sequence: IntegerSequence) throws -> NaiveTrace {
  var trace = NaiveTrace(program, sequence)
  _ = try Interpreter(program).logits(for: sequence, trace: &trace)
  return trace
}

/// Largest and smallest element of the int16 state.
private struct StateRange: TraceSink {
  var lowest = 0
  var highest = 0

  mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    guard bytes.count == 24 * 4 * 2 else { return }
    for h in bytes.bindMemory(to: Int16.self) {
      lowest = min(lowest, Int(h))
      highest = max(highest, Int(h))
    }
  }
}
