package import Program

/// The reference interpreter: executes a program as the arithmetic specification defines it.
///
/// Immutable, so that any number of sessions can share it between threads. The same bits come
/// out for any block size and for step-by-step use.
package struct Interpreter: Sendable {
  package let program: Program
  let body: KernelList
  let head: KernelList
  /// Positions that a session processes together, step by step.
  let blockSize: Int
  /// Positions that a session takes together where each step is traced.
  var tracedBlockSize: Int { program.positions ?? 1 }

  /// - Throws: ``InterpreterError/refused(program:violations:)`` if `program.verify()` finds a
  ///   violation, ``InterpreterError/tooLarge(bytes:)``.
  package init(_ program: Program) throws(InterpreterError) {
    try self.init(program, blockSize: 32)
  }

  /// An interpreter that widens the weights of a step only while it runs: for a few positions of
  /// a program that would not fit in memory twice.
  package init(sparing program: Program) throws(InterpreterError) {
    try self.init(program, blockSize: 32, keepsKernels: false)
  }

  /// - Parameters:
  ///   - blockSize: At least 1; of no consequence but for speed. An image is one block.
  ///   - keepsKernels: Of no consequence but for speed and memory.
  package init(
    _ program: Program, blockSize: Int, keepsKernels: Bool = true
  ) throws(InterpreterError) {
    precondition(blockSize > 0, "a block holds at least one position")
    let violations = program.verify()
    guard violations.isEmpty else {
      throw .refused(
        program: program.name, violations: violations.map { String(describing: $0) })
    }
    let blockSize = program.positions ?? (program.runsInBlocks ? blockSize : 1)
    _ = try Workspace.byteCount(of: program.buffers, blockSize: blockSize)
    self.program = program
    self.blockSize = blockSize
    body = KernelList(program.body, of: program, areKept: keepsKernels)
    head = KernelList(program.head, of: program, areKept: keepsKernels)
  }

  /// Number of logits that the head computes.
  package var classes: Int { program[program.logits].count }

  /// A new session at the start of a sequence.
  package func makeSession() throws(InterpreterError) -> Session {
    try Session(self)
  }

  /// Refuses what no session would process.
  ///
  /// - Throws: ``InterpreterError`` for the wrong kind of input, a token outside the
  ///   vocabulary, an incomplete frame or an element beyond the limit.
  package func check(_ sequence: IntegerSequence) throws(InterpreterError) {
    _ = try SequenceInput(sequence, for: program)
  }

  /// Runs a whole sequence.
  ///
  /// - Returns: [positions, classes] of a language model, [classes] of a classifier.
  package func logits(for sequence: IntegerSequence) throws(InterpreterError) -> [Int32] {
    let session = try makeSession()
    var logits: [Int32] = []
    try session.run(sequence) { logits.append(contentsOf: $0) }
    return logits
  }

  /// Runs a whole sequence and reports every buffer that a step writes.
  ///
  /// - Parameter saved: A state of ``Session/save(graphHash:)`` without a hash to go on from; its
  ///   own logits are computed first, and reported like those of the sequence.
  /// - Returns: As without a trace, with the same bits.
  package func logits(
    for sequence: IntegerSequence, after saved: [UInt8]? = nil, trace: inout some TraceSink
  ) throws(InterpreterError) -> [Int32] {
    let session = try Session(self, blockSize: tracedBlockSize)
    return try session.run(sequence, after: saved, trace: &trace)
  }

  /// Runs a whole sequence without its logits and reports every buffer that a step of the body
  /// writes.
  package func runBody(
    _ sequence: IntegerSequence, trace: inout some TraceSink
  ) throws(InterpreterError) {
    let session = try Session(self, blockSize: tracedBlockSize)
    try session.runBody(sequence, trace: &trace)
  }

  /// Runs sequences in parallel, each from the start.
  ///
  /// - Parameter progress: Called with (sequences done, sequences in all), on any thread but
  ///   never twice at once.
  /// - Returns: The logits of each sequence, in order.
  package func logits(
    forAll sequences: [IntegerSequence], progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(InterpreterError) -> [[Int32]] {
    try concurrentMap(count: sequences.count, progress: progress) {
      (index) throws(InterpreterError) in
      try logits(for: sequences[index])
    }
  }
}
