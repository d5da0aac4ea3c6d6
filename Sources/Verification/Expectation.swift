import Emission
import Foundation
import Interpreter
import Program

/// The inputs of a verification and what the interpreter makes of them.
struct Expectation {
  let program: Program
  let interpreter: Interpreter
  let inputs: [IntegerSequence]
  /// Logits of all inputs, little-endian, as the runner writes them.
  let output: [UInt8]
  /// Bytes of the output by input.
  let counts: [Int]
  /// Index of the first of the longest inputs.
  let longest: Int
  /// Its first positions, for the self-test.
  let golden: Golden

  /// - Throws: ``VerificationError/noInput``, ``VerificationError/interpreter(_:)``.
  static func make(
    _ program: Program, _ inputs: [IntegerSequence]
  ) throws(VerificationError) -> Expectation {
    let positions = inputs.map { $0.positions(for: program.input) }
    guard let most = positions.max(), most > 0, let longest = positions.firstIndex(of: most)
    else { throw .noInput }
    do throws(InterpreterError) {
      let interpreter = try Interpreter(program)
      let logits = try interpreter.logits(forAll: inputs)
      return Expectation(
        program: program, interpreter: interpreter, inputs: inputs,
        output: logits.flatMap(bytes), counts: logits.map { $0.count * 4 }, longest: longest,
        golden: try golden(from: inputs[longest], interpreter))
    } catch {
      throw .interpreter(error)
    }
  }

  /// The first positions of a sequence and their logits, for a self-test.
  static func golden(
    from sequence: IntegerSequence, _ interpreter: Interpreter
  ) throws(InterpreterError) -> Golden {
    let start = prefix(of: sequence, positions: 16, for: interpreter.program.input)
    return try Golden(interpreter, input: start, graphHash: nil)
  }

  private static func bytes(_ logits: [Int32]) -> [UInt8] {
    logits.map(\.littleEndian).withUnsafeBytes { Array($0) }
  }

  /// The first positions of a sequence.
  static func prefix(
    of sequence: IntegerSequence, positions: Int, for input: ProgramInput
  ) -> IntegerSequence {
    switch (sequence, input) {
    case (.frames(let frames), .frame(let width, _, _)):
      .frames(Array(frames.prefix(positions * width)))
    case (.tokens(let tokens), _): .tokens(Array(tokens.prefix(positions)))
    case (.frames, _), (.image, _): sequence
    }
  }

  /// The first logit that differs, or nil.
  func firstDifference(in actual: [UInt8]) -> Mismatch? {
    let common = min(output.count, actual.count)
    guard let byte = (0..<common).first(where: { output[$0] != actual[$0] }) else { return nil }
    var start = 0
    var sequence = 0
    while byte >= start + counts[sequence] {
      start += counts[sequence]
      sequence += 1
    }
    let logit = (byte - start) / 4
    let offset = start + logit * 4
    let last = max(0, inputs[sequence].positions(for: program.input) - 1)
    return Mismatch(
      sequence: sequence,
      position: program.isClassifier ? last : logit / interpreter.classes, step: nil,
      buffer: program[program.logits].name, element: logit % interpreter.classes,
      expected: Expectation.logit(output, offset), actual: Expectation.logit(actual, offset))
  }

  private static func logit(_ bytes: [UInt8], _ offset: Int) -> Int {
    let word = (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[offset + $1]) }
    return Int(Int32(bitPattern: word))
  }

  /// Bytes that a trace has for one position, at most.
  var traceBytes: Int {
    (program.body + program.head).flatMap(\.outputs).reduce(0) {
      let rows = program[$1].isShared ? 1 : program.positions ?? 1
      return $0 + program[$1].count * program[$1].type.size * rows
    }
  }
}
