import Emission
import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

/// What the emitted runner does with inputs that are wrong.
struct RunnerTests {
  /// Status and messages of the runner of a tiny program for raw input.
  private func run(_ program: Program, _ inputs: [[UInt8]]) throws -> [(Int32, String)] {
    try withRunner(of: program) { folder in
      try inputs.map { input in
        try writeFile(input, to: folder + "/input")
        let result = try ExternalCommand.run(["./m_run", "input", "output"], in: folder)
        return (result.status, result.output)
      }
    }
  }

  /// Runs `body` in the package of `program`, where `m_run` is built.
  private func withRunner<Result>(
    of program: Program, _ body: (String) throws -> Result
  ) throws -> Result {
    try withTemporaryDirectory { root in
      let golden = Golden(
        input: program.isClassifier
          ? .frames(Array(repeating: 0, count: program.inputBuffer.map { program[$0].count } ?? 1))
          : .tokens([0]),
        logits: Array(repeating: 0, count: program[program.logits].count))
      let files = try Emitter.emit(
        program, target: try TargetDescription.find("host"),
        options: EmissionOptions(prefix: "m", golden: golden))
      try PackageWriter.write(files, to: root + "/p")
      let built = try ExternalCommand.run(["make", "-s", "m_run", "OPT=-O0"], in: root + "/p")
      #expect(built.status == 0, "\(built.output)")
      return try body(root + "/p")
    }
  }

  @Test func anInputIsNoOutput() throws {
    try withRunner(of: TinyPrograms.language(seed: 33)) { folder in
      let input = littleEndian(UInt32(1)) + littleEndian(Int32(0))
      try writeFile(input, to: folder + "/input")
      let result = try ExternalCommand.run(["./m_run", "input", "input"], in: folder)
      #expect(result.status == 2)
      #expect(result.output == "m_run: input: each file has to be another one\n")
      #expect(try readFile(folder + "/input") == input)
    }
  }

  @Test func languageInputIsChecked() throws {
    let program = TinyPrograms.language(seed: 31)
    guard case .token(let vocabulary) = program.input else { return }
    let results = try run(
      program,
      [
        [], [1, 0, 0], littleEndian(UInt32(2)) + littleEndian(Int32(0)),
        littleEndian(UInt32(1)) + littleEndian(Int32(vocabulary)),
        littleEndian(UInt32(0)) + littleEndian(UInt32(1)) + littleEndian(Int32(-5)),
      ])
    #expect(results.map(\.0) == [0, 1, 1, 1, 1])
    #expect(
      results.map(\.1) == [
        "",
        "m_run: input: sequence 0 ends at position 0: truncated, or another input\n",
        "m_run: input: sequence 0 ends at position 1: truncated, or another input\n",
        "m_run: input: sequence 0, position 0: \(vocabulary) is out of range\n",
        "m_run: input: sequence 1, position 0: -5 is out of range\n",
      ])
  }

  @Test func classifierInputIsChecked() throws {
    let program = TinyPrograms.classifier(seed: 32)
    guard case .frame(let width, _, let limit) = program.input else { return }
    let frame = Array(repeating: UInt8(0), count: 2 * (width - 1))
    let results = try run(
      program,
      [
        littleEndian(UInt32(1)) + frame,
        littleEndian(UInt32(1)) + frame + littleEndian(Int16(limit + 1)),
        littleEndian(UInt32(1)) + frame + littleEndian(Int16(-limit - 1)),
      ])
    #expect(results.map(\.0) == [1, 1, 1])
    #expect(
      results.map(\.1) == [
        "m_run: input: sequence 0 ends at position 0: truncated, or another input\n",
        "m_run: input: sequence 0, position 0: \(limit + 1) is out of range\n",
        "m_run: input: sequence 0, position 0: \(-limit - 1) is out of range\n",
      ])
  }

  @Test func outputThatCannotBeWrittenIsAnError() throws {
    try withTemporaryDirectory { root in
      let program = TinyPrograms.language(seed: 33)
      let golden = Golden(
        input: .tokens([0]),
        logits: Array(repeating: 0, count: program[program.logits].count))
      let files = try Emitter.emit(
        program, target: try TargetDescription.find("host"),
        options: EmissionOptions(prefix: "m", golden: golden))
      try PackageWriter.write(files, to: root + "/p")
      let built = try ExternalCommand.run(["make", "-s", "m_run", "OPT=-O0"], in: root + "/p")
      #expect(built.status == 0, "\(built.output)")
      try writeFile(RawInput.encode([.tokens([0, 0])], for: program.input), to: root + "/p/input")
      for output in ["/no/such/directory", "/dev/full"] {
        let result = try ExternalCommand.run(["./m_run", "input", output], in: root + "/p")
        #expect(result.status == 3)
        #expect(result.output == "m_run: \(output): cannot be written\n")
      }
      let result = try ExternalCommand.run(["./m_run", "absent", "output"], in: root + "/p")
      #expect(result.status == 1)
      #expect(result.output == "m_run: absent: cannot be opened\n")
    }
  }
}
