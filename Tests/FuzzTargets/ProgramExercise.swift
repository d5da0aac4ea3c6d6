import Emission
import Interpreter
import Program
import ProgramFixtures
import TargetDescription
import TestSupport

/// Everything that is done to a program that the checker accepted.
struct ProgramExercise {
  private let program: Program
  private var random: SeededRandom

  init(_ program: Program) {
    self.program = program
    random = SeededRandom(seed: UInt64(program.body.count * 1000 + program.constants.count))
  }

  /// Runs and emits it, unless it is too large to do so a thousand times.
  mutating func run() throws {
    _ = program.dump()
    guard isSmall else { return }
    try interpret()
    try emit()
  }

  private var isSmall: Bool {
    let rows = program.positions ?? 32
    let elements = program.buffers.reduce(0) { $0 + $1.count * ($1.isShared ? 1 : rows) }
    return elements < 1 << 17 && program.constants.reduce(0) { $0 + $1.data.count } < 1 << 17
  }

  /// The lowest, the highest and any values.
  private func sequences(positions: Int) -> [IntegerSequence] {
    var random = random
    return switch program.input {
    case .token(let vocabulary):
      [0, vocabulary - 1].map { .tokens(Array(repeating: Int32($0), count: positions)) } + [
        .tokens((0..<positions).map { _ in Int32(random.int(0...vocabulary - 1)) })
      ]
    case .frame(let width, _, let limit):
      [-limit, limit].map { .frames(Array(repeating: Int16($0), count: positions * width)) } + [
        .frames((0..<positions * width).map { _ in Int16(random.int(-limit...limit)) })
      ]
    case .image(let image):
      [0, 255].map { .image(Array(repeating: $0, count: image.count)) } + [
        .image((0..<image.count).map { _ in UInt8(random.int(0...255)) })
      ]
    }
  }

  /// Every value lies where it was proved to, blocks of any size give the same bits, and a
  /// restored session goes on with them. The proof covers forged states as well.
  private mutating func interpret() throws {
    let interpreter = try Interpreter(program)
    let other = try Interpreter(program, blockSize: 2)
    for sequence in sequences(positions: 4) {
      var trace = RangeTrace(program)
      let logits = try interpreter.logits(for: sequence, trace: &trace)
      let others = try other.logits(for: sequence)
      precondition(others == logits, "blocks have the same bits")
      guard let forged = ForgedState.bytes(of: program, &random) else { continue }
      _ = try interpreter.logits(for: sequence, after: forged, trace: &trace)
      let first = try interpreter.makeSession()
      try first.prefill(sequence)
      let second = try other.makeSession()
      try second.restore(try first.save(graphHash: nil), graphHash: nil)
      try first.prefill(sequence)
      try second.prefill(sequence)
      precondition(first.readLogits() == second.readLogits(), "a restored session goes on")
    }
  }

  private static let targets = (try? TargetDescription.list()) ?? []

  private func emit() throws {
    let choice = program.constants.reduce(program.body.count) { $0 &+ $1.data.hashOfBytes }
    // Most of an execution's time is emission, so one in four has it.
    guard choice & 3 == 0, let input = sequences(positions: 2).last else { return }
    let logits = try Interpreter(program).logits(for: input)
    let options = EmissionOptions(
      golden: Golden(input: input, logits: logits),
      weights: [nil, .array, .incbin, .blob][choice >> 2 & 3], threads: choice & 16 == 0 ? 1 : 2)
    let target = ProgramExercise.targets[(choice >> 5) % ProgramExercise.targets.count]
    _ = try Emitter.emit(program, target: target, options: options)
  }
}

extension ConstantData {
  /// The same for equal elements in every process.
  fileprivate var hashOfBytes: Int {
    switch self {
    case .uint8(let values): values.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }
    case .int8(let values): values.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }
    case .int16(let values): values.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }
    case .int32(let values): values.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xffff }
    }
  }
}

/// Demands of every value that a step writes that it lies in its proved range.
private struct RangeTrace: TraceSink {
  let program: Program
  let proved: ProvedRanges

  init(_ program: Program) {
    self.program = program
    proved = program.proveRanges()
  }

  mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    let steps = section == .body ? program.body : program.head
    let ranges = section == .body ? proved.body : proved.head
    guard let output = steps[step].outputs.firstIndex(of: buffer) else { return }
    let range = ranges[step].outputs[output].range
    let type = program[buffer].type
    for offset in stride(from: 0, to: bytes.count, by: type.size) {
      let value =
        switch type {
        case .uint8: Int(bytes[offset])
        case .int8: Int(Int8(bitPattern: bytes[offset]))
        case .int16: Int(bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))
        case .int32: Int(bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
        }
      precondition(range.contains(value), "a value lies in its proved range")
    }
  }
}
