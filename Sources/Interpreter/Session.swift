package import Program

/// One sequence being processed: the state of the program and where it stands.
///
/// Not for use from two threads at once; sessions of one interpreter are independent.
package final class Session {
  let interpreter: Interpreter
  let workspace: Workspace
  /// Row of the block that holds the last position.
  var lastRow = 0
  /// Positions since the start of the sequence.
  package internal(set) var position = 0

  init(_ interpreter: Interpreter, blockSize: Int? = nil) throws(InterpreterError) {
    self.interpreter = interpreter
    workspace = try Workspace(
      buffers: interpreter.program.buffers, blockSize: blockSize ?? interpreter.blockSize)
  }

  /// Back to the start of a sequence: all state is zero.
  package func reset() {
    workspace.clear()
    lastRow = 0
    position = 0
  }

  /// Processes one position.
  package func step(token: Int32) throws(InterpreterError) {
    try prefill(.tokens([token]))
  }

  /// Processes one position.
  ///
  /// - Parameter frame: [width]
  package func step(frame: [Int16]) throws(InterpreterError) {
    if case .frame(let width, _, _) = interpreter.program.input, frame.count != width {
      throw .wrongFrameWidth(count: frame.count, width: width)
    }
    try prefill(.frames(frame))
  }

  /// Processes positions; the same as as many steps. A wrong input changes nothing.
  package func prefill(_ sequence: IntegerSequence) throws(InterpreterError) {
    let input = try SequenceInput(sequence, for: interpreter.program)
    forEachBlock(of: input) { _ in }
  }

  /// The logits after the last position, [classes]. The head changes no state, so that they
  /// can be read any number of times.
  package func readLogits() -> [Int32] {
    runHead(lastRow..<lastRow + 1)
    return Array(logits(lastRow..<lastRow + 1))
  }

  /// Processes a whole sequence from the start and hands over its logits as they come.
  ///
  /// - Parameter receive: Called with [some positions, classes] of a language model, in order,
  ///   and once with [classes] of a classifier. The memory is valid during the call only.
  package func run(
    _ sequence: IntegerSequence, receive: (UnsafeBufferPointer<Int32>) -> Void
  ) throws(InterpreterError) {
    let input = try SequenceInput(sequence, for: interpreter.program)
    reset()
    resume(input, receive: receive)
  }

  /// ``run(_:receive:)`` from where the session stands.
  package func resume(
    _ sequence: IntegerSequence, receive: (UnsafeBufferPointer<Int32>) -> Void
  ) throws(InterpreterError) {
    resume(try SequenceInput(sequence, for: interpreter.program), receive: receive)
  }

  private func resume(_ input: SequenceInput, receive: (UnsafeBufferPointer<Int32>) -> Void) {
    let isClassifier = interpreter.program.isClassifier
    forEachBlock(of: input) { rows in
      guard !isClassifier else { return }
      runHead(rows)
      receive(logits(rows))
    }
    guard isClassifier else { return }
    runHead(lastRow..<lastRow + 1)
    receive(logits(lastRow..<lastRow + 1))
  }

  /// ``run(_:receive:)`` position by position, all steps of one before those of the next.
  ///
  /// - Parameter saved: A state to go on from, whose head is run and traced first.
  func run(
    _ sequence: IntegerSequence, after saved: [UInt8]? = nil, trace: inout some TraceSink
  ) throws(InterpreterError) -> [Int32] {
    let input = try SequenceInput(sequence, for: interpreter.program)
    reset()
    if let saved {
      try restore(saved, graphHash: nil)
      run(.head, at: 0, trace: &trace)
    }
    var result: [Int32] = []
    for position in stride(from: 0, to: input.positions, by: workspace.blockSize) {
      input.load(position..<position + workspace.blockSize, into: workspace)
      run(.body, at: position, trace: &trace)
      guard !interpreter.program.isClassifier else { continue }
      run(.head, at: position, trace: &trace)
      result.append(contentsOf: logits(0..<1))
    }
    guard interpreter.program.isClassifier else { return result }
    run(.head, at: max(input.positions - 1, 0), trace: &trace)
    return Array(logits(0..<1))
  }

  /// The body alone, position by position from the start: no logits.
  func runBody(
    _ sequence: IntegerSequence, trace: inout some TraceSink
  ) throws(InterpreterError) {
    let input = try SequenceInput(sequence, for: interpreter.program)
    reset()
    for position in stride(from: 0, to: input.positions, by: workspace.blockSize) {
      input.load(position..<position + workspace.blockSize, into: workspace)
      run(.body, at: position, trace: &trace)
    }
  }

  private func run(_ section: TraceSection, at position: Int, trace: inout some TraceSink) {
    let program = interpreter.program
    let kernels = section == .body ? interpreter.body : interpreter.head
    let steps = section == .body ? program.body : program.head
    let rows = section == .body ? workspace.blockSize : 1
    for (index, kernel) in kernels.enumerated() {
      kernel.run(in: workspace, rows: 0..<rows)
      for buffer in steps[index].outputs {
        trace.record(
          position: position, section: section, step: index, buffer: buffer,
          bytes: workspace.bytes(of: buffer, rows: rows))
      }
    }
  }

  private func forEachBlock(of input: SequenceInput, _ visit: (Range<Int>) -> Void) {
    var position = 0
    while position < input.positions {
      let count = min(workspace.blockSize, input.positions - position)
      input.load(position..<position + count, into: workspace)
      for kernel in interpreter.body { kernel.run(in: workspace, rows: 0..<count) }
      lastRow = count - 1
      self.position += count
      visit(0..<count)
      position += count
    }
  }

  private func runHead(_ rows: Range<Int>) {
    for kernel in interpreter.head { kernel.run(in: workspace, rows: rows) }
  }

  private func logits(_ rows: Range<Int>) -> UnsafeBufferPointer<Int32> {
    let all = workspace.rows(of: interpreter.program.logits, as: Int32.self)
    return UnsafeBufferPointer(
      start: all[rows.lowerBound], count: rows.count * interpreter.classes)
  }
}
