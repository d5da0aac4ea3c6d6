package import Emission
package import Interpreter
package import Program

extension Golden {
  /// Positions of a sequence of which the self-test has every buffer.
  private static let tracedPositions = 4

  /// What an interpreter makes of an input, for the self-test of a package.
  ///
  /// - Parameters:
  ///   - input: Suits the program, at least one position.
  ///   - graphHash: SHA-256 of the graph file in hex, as the package has it, or nil.
  package init(
    _ interpreter: Interpreter, input: IntegerSequence, graphHash: String?
  ) throws(InterpreterError) {
    let program = interpreter.program
    let session = try interpreter.makeSession()
    var logits: [Int32] = []
    try session.run(input) { logits.append(contentsOf: $0) }
    let state = program.positions == nil ? try session.save(graphHash: graphHash) : nil
    let traced = Expectation.prefix(
      of: input, positions: Golden.tracedPositions, for: program.input)
    // The head of a classifier has only run at the last position.
    var trace = GoldenTrace(program, hasHead: !program.isClassifier || traced == input)
    _ = try interpreter.logits(for: traced, trace: &trace)
    self.init(
      input: input, logits: logits, state: state.map { Checksum.fnv1a($0) },
      buffers: trace.buffers, values: trace.values)
  }
}

/// The buffers of a run as checksums, and the values of the first of them.
private struct GoldenTrace: TraceSink {
  /// Values at most: a few positions of a small model, a layer of a large one.
  private static let mostValues = 16384
  private static let mostBuffers = 16384

  private(set) var buffers: [UInt32] = []
  private(set) var values: [Int32] = []
  private let program: Program
  private let hasHead: Bool
  /// False once a buffer was left out.
  private var hasRoom = true

  init(_ program: Program, hasHead: Bool) {
    self.program = program
    self.hasHead = hasHead
  }

  mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    guard section == .body || hasHead, !bytes.isEmpty, buffers.count < GoldenTrace.mostBuffers
    else { return }
    buffers.append(Checksum.fnv1a(bytes))
    let type = program[buffer].type
    let count = bytes.count / type.size
    hasRoom = hasRoom && values.count + count <= GoldenTrace.mostValues
    guard hasRoom else { return }
    for offset in stride(from: 0, to: bytes.count, by: type.size) {
      values.append(GoldenTrace.value(bytes, offset, type))
    }
  }

  /// As the self-test reads an element: in two's complement, whatever the type says.
  private static func value(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ type: ElementType
  ) -> Int32 {
    switch type.size {
    case 1: Int32(bytes.loadUnaligned(fromByteOffset: offset, as: Int8.self))
    case 2: Int32(Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self)))
    default: Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
    }
  }
}
