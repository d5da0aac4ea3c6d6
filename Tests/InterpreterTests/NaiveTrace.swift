import Interpreter
import Program

/// A trace that executes each step naively on the buffers that the interpreter left, and
/// compares what the interpreter writes next.
struct NaiveTrace: TraceSink {
  /// The step, buffer and position of a difference.
  private(set) var differences: [String] = []
  /// Buffers compared so far, by kind of step.
  private(set) var compared: [String: Int] = [:]
  private var machine: NaiveMachine
  private let sequence: IntegerSequence

  init(_ program: Program, _ sequence: IntegerSequence) {
    machine = NaiveMachine(program)
    self.sequence = sequence
  }

  mutating func record(
    position: Int, section: TraceSection, step index: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    let program = machine.program
    let step = section == .body ? program.body[index] : program.head[index]
    let rows = section == .body ? program.positions ?? 1 : 1
    if buffer == step.outputs.first {
      if section == .body, index == 0 { load(position) }
      machine.execute(step, rows: rows)
    }
    let actual = elements(bytes, program[buffer].type)
    compared[kind(of: step), default: 0] += 1
    if machine.rows(rows, of: buffer) != actual {
      differences.append(
        "position \(position), \(section.rawValue) step \(index) (\(kind(of: step))), "
          + "buffer \(program[buffer].name)")
      machine.set(actual, of: buffer)
    }
  }

  private mutating func load(_ position: Int) {
    guard let input = machine.program.inputBuffer else { return }
    switch sequence {
    case .tokens(let tokens): machine[input] = [Int(tokens[position])]
    case .frames(let values):
      let width = machine[input].count
      machine[input] = values[position * width..<(position + 1) * width].map { Int($0) }
    case .image(let pixels): machine[input] = pixels.map { Int($0) }
    }
  }

  private func elements(_ bytes: UnsafeRawBufferPointer, _ type: ElementType) -> [Int] {
    switch type {
    case .uint8: bytes.map { Int($0) }
    case .int8: bytes.bindMemory(to: Int8.self).map { Int($0) }
    case .int16: bytes.bindMemory(to: Int16.self).map { Int($0) }
    case .int32: bytes.bindMemory(to: Int32.self).map { Int($0) }
    }
  }

  private func kind(of step: Step) -> String {
    String(describing: step).prefix { $0 != "(" }.description
  }
}
