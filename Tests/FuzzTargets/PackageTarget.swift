import Emission
import Foundation
import Interpreter
import Program
import ProgramFixtures
import TargetDescription
import TestSupport

/// A program whose emitted C is fuzzed beside the interpreter: saved states and files of weights.
package struct PackageTarget: Sendable {
  /// Inputs after a state was restored.
  static let positions = 3

  package let name: String
  let interpreter: Interpreter
  let weights: WeightsPlacement

  /// Every one, by name.
  package static let all: [PackageTarget] = [
    ("classifier", TinyPrograms.classifier(seed: 21), WeightsPlacement.array),
    ("heads", TinyPrograms.heads(seed: 23), .array),
    ("language", TinyPrograms.language(seed: 22, shape: .odd), .blob),
    ("smallest", TinyPrograms.classifier(seed: 24, shape: .smallest), .blob),
  ].compactMap { name, program, weights in
    (try? Interpreter(program)).map {
      PackageTarget(name: name, interpreter: $0, weights: weights)
    }
  }

  /// Writes the package under the prefix `m`, `fuzz_input.h` and, as `seed-...`, inputs.
  package func write(to directory: String) throws {
    let program = interpreter.program
    let input = inputs(PackageTarget.positions)
    let files = try Emitter.emit(
      program, target: try TargetDescription.find("host"),
      options: EmissionOptions(
        prefix: "m", golden: Golden(input: input, logits: try interpreter.logits(for: input)),
        weights: weights))
    try PackageWriter.write(files, to: directory)
    try writeFile(header(input), to: directory + "/fuzz_input.h")
    for (index, seed) in try seeds().enumerated() {
      try writeFile(seed, to: "\(directory)/seed-\(index)")
    }
    guard weights == .blob, let blob = files.first(where: { $0.path == "m_weights.bin" }) else {
      return
    }
    try writeFile([1] + blob.bytes, to: directory + "/seed-blob")
  }

  private func header(_ input: IntegerSequence) -> String {
    let values: [String]
    let type: String
    switch input {
    case .tokens(let tokens): (type, values) = ("int32_t", tokens.map { "\($0)" })
    case .frames(let frames): (type, values) = ("int16_t", frames.map { "\($0)" })
    case .image: (type, values) = ("uint8_t", [])
    }
    let width = max(1, values.count / PackageTarget.positions)
    let rows = stride(from: 0, to: values.count, by: width).map {
      "{" + values[$0..<$0 + width].joined(separator: ", ") + "}"
    }
    return """
      #include <stdint.h>
      \(weights == .blob ? "#define FUZZ_WEIGHTS\n" : "")\
      \(type == "int32_t" ? "#define FUZZ_TOKENS\n" : "")\
      enum { FUZZ_POSITIONS = \(PackageTarget.positions) };
      static const \(type) fuzz_inputs[FUZZ_POSITIONS][\(width)] = {\(rows.joined(separator: ", "))};

      """
  }

  /// The first byte says whether the seal is part of the input; states of a few positions follow.
  func seeds() throws -> [[UInt8]] {
    let session = try interpreter.makeSession()
    try session.prefill(inputs(5))
    let bytes = try session.save(graphHash: nil)
    return [
      [0] + bytes[Seal.byteCount...], [1] + bytes,
      [0] + Array(repeating: 0xff, count: bytes.count), [0],
    ]
  }

  /// The ends of the range, in turn.
  func inputs(_ count: Int) -> IntegerSequence {
    switch interpreter.program.input {
    case .token(let vocabulary):
      .tokens((0..<count).map { $0 % 2 == 0 ? 0 : Int32(vocabulary - 1) })
    case .frame(let width, _, let limit):
      .frames((0..<count * width).map { Int16($0 % 2 == 0 ? -limit : limit) })
    case .image(let image): .image(Array(repeating: 255, count: image.count))
    }
  }

  /// Restores the input, which has no seal where its first byte is even, and goes on.
  ///
  /// - Returns: FNV-1a of all logits.
  func restore(_ bytes: [UInt8]) throws -> UInt64 {
    guard let saved = SavedState(of: interpreter.program) else { return 0 }
    var state = Array(bytes.dropFirst())
    if bytes.first.map({ $0 % 2 == 0 }) ?? true {
      let room = saved.byteCount - Seal.byteCount
      state = Array(repeating: 0, count: Seal.byteCount) + state.prefix(room)
      state += Array(repeating: 0, count: saved.byteCount - state.count)
      Seal(.state, length: state.count, graphHash: nil).write(to: &state)
    }
    let session = try interpreter.makeSession()
    try session.restore(state, graphHash: nil)
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    func read() {
      for byte in session.readLogits().flatMap(littleEndian) {
        digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    read()
    switch inputs(PackageTarget.positions) {
    case .tokens(let tokens):
      for token in tokens {
        try session.step(token: token)
        read()
      }
    case .frames(let frames):
      let width = frames.count / PackageTarget.positions
      for start in stride(from: 0, to: frames.count, by: width) {
        try session.step(frame: Array(frames[start..<start + width]))
        read()
      }
    case .image: break
    }
    _ = try session.save(graphHash: nil)
    return digest
  }

  /// The line of a file that the emitted C prints as well; the file is restored under a right seal.
  package func digestLine(_ path: String) throws -> String {
    let bytes = [0] + (try readFile(path)).dropFirst()
    do {
      let digits = String(try restore(bytes), radix: 16)
      return "\(path) 0 " + String(repeating: "0", count: 16 - digits.count) + digits
    } catch InterpreterError.savedState(.impossible) {
      return "\(path) 7 0000000000000000"
    }
  }
}
