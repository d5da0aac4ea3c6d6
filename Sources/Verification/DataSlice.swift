import Foundation
import Interpreter
import Program

/// Some sequences of a data file: one process of the compiled C, and the interpreter beside what
/// it wrote.
struct DataSlice {
  let interpreter: Interpreter
  let build: PackageBuild
  /// As ``PackageBuild/build(optimisation:variant:)`` names it.
  let runner: String
  /// Index of the first sequence in the data.
  let first: Int
  let sequences: ArraySlice<IntegerSequence>

  /// - Throws: ``VerificationError/interpreter(_:)``.
  func compare() throws(VerificationError) -> VerificationResult.Outcome {
    let base = "\(build.directory)/slice-\(first)"
    let (input, output) = ("\(base).raw", "\(base).out")
    defer {
      for path in [input, output] { try? FileManager.default.removeItem(atPath: path) }
    }
    let raw = Data(RawInput.encode(Array(sequences), for: interpreter.program.input))
    do { try raw.write(to: URL(fileURLWithPath: input)) } catch {
      return .failed(stage: "run", message: "\(input) cannot be written")
    }
    do throws(PackageBuild.Failure) {
      try build.run(
        runner, [input, output],
        stage: "run of sequences \(first)...\(first + sequences.count - 1)")
    } catch {
      return error.outcome
    }
    guard let file = FileHandle(forReadingAtPath: output) else {
      return .broken(stage: "comparison", message: "the C has written no logits")
    }
    defer { try? file.close() }
    do throws(InterpreterError) {
      return try compare(with: file)
    } catch {
      throw .interpreter(error)
    }
  }

  private func compare(
    with file: FileHandle
  ) throws(InterpreterError) -> VerificationResult.Outcome {
    let session = try interpreter.makeSession()
    var values = 0
    for (index, sequence) in sequences.enumerated() {
      var comparison = LogitComparison(file: file)
      try session.run(sequence) { comparison.add($0) }
      if comparison.isTruncated {
        return .broken(
          stage: "comparison",
          message: "the logits of the C end early, in sequence \(first + index)")
      }
      if let difference = comparison.difference {
        return .differs(mismatch(difference, sequence: index, sequence))
      }
      values += comparison.count
    }
    guard ((try? file.read(upToCount: 1)) ?? nil)?.isEmpty ?? true else {
      return .broken(stage: "comparison", message: "the C writes more logits than there are")
    }
    return .equal(values: values)
  }

  private func mismatch(
    _ difference: LogitComparison.Difference, sequence index: Int, _ sequence: IntegerSequence
  ) -> Mismatch {
    let program = interpreter.program
    let last = max(0, sequence.positions(for: program.input) - 1)
    return Mismatch(
      sequence: first + index,
      position: program.isClassifier ? last : difference.index / interpreter.classes,
      step: nil, buffer: program[program.logits].name,
      element: difference.index % interpreter.classes, expected: difference.expected,
      actual: difference.actual)
  }
}

/// The logits of one sequence, as they come, against those in a file.
private struct LogitComparison {
  struct Difference {
    var index: Int
    var expected: Int
    var actual: Int
  }

  let file: FileHandle
  private(set) var count = 0
  private(set) var difference: Difference?
  private(set) var isTruncated = false

  init(file: FileHandle) { self.file = file }

  mutating func add(_ logits: UnsafeBufferPointer<Int32>) {
    guard difference == nil, !isTruncated else { return }
    let bytes = [UInt8](((try? file.read(upToCount: 4 * logits.count)) ?? nil) ?? Data())
    guard bytes.count == 4 * logits.count else {
      isTruncated = true
      return
    }
    for (i, expected) in logits.enumerated() {
      let word = (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[4 * i + $1]) }
      let actual = Int32(bitPattern: word)
      if actual != expected {
        difference = Difference(
          index: count + i, expected: Int(expected), actual: Int(actual))
        return
      }
    }
    count += logits.count
  }
}
