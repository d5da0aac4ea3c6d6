import Foundation
import Interpreter
import Program

/// Compares the buffers of the interpreter with a trace file of the C, one after the other.
struct TraceComparison: TraceSink {
  /// The first difference.
  private(set) var mismatch: Mismatch?
  /// Elements that were compared and are equal.
  private(set) var equalValues = 0
  /// True if the file ended before the interpreter.
  private(set) var isTruncated = false

  private let program: Program
  private let sequence: Int
  private let file: FileHandle

  init(_ program: Program, sequence: Int, file: FileHandle) {
    self.program = program
    self.sequence = sequence
    self.file = file
  }

  mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    guard mismatch == nil, !isTruncated, !bytes.isEmpty else { return }
    let actual = [UInt8]((try? file.read(upToCount: bytes.count)) ?? Data())
    guard actual.count == bytes.count else {
      isTruncated = true
      return
    }
    let size = program[buffer].type.size
    guard let different = bytes.indices.first(where: { bytes[$0] != actual[$0] }) else {
      equalValues += bytes.count / size
      return
    }
    let row = program[buffer].count
    let element = different / size % row
    let steps = section == .body ? program.body : program.head
    mismatch = Mismatch(
      sequence: sequence, position: position + different / size / row,
      step: Mismatch.Step(
        section: section.rawValue, index: step, kind: steps[step].kind,
        origin: steps[step].origin),
      buffer: program[buffer].name, element: element,
      expected: TraceComparison.value(bytes, different / size, program[buffer].type),
      actual: TraceComparison.value(actual, different / size, program[buffer].type))
  }

  /// Element of a buffer's little-endian bytes.
  private static func value<Bytes: RandomAccessCollection>(
    _ bytes: Bytes, _ element: Int, _ type: ElementType
  ) -> Int where Bytes.Element == UInt8, Bytes.Index == Int {
    let word = (0..<type.size).reversed().reduce(0) { word, byte in
      word << 8 | Int(bytes[element * type.size + byte])
    }
    return switch type {
    case .uint8: word
    case .int8: Int(Int8(truncatingIfNeeded: word))
    case .int16: Int(Int16(truncatingIfNeeded: word))
    case .int32: Int(Int32(truncatingIfNeeded: word))
    }
  }
}
