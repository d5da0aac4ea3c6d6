import Emission
import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport

/// Emitted packages of tiny programs, and compilers to build them with.
enum EmittedFixture {
  static let programs = [
    TinyPrograms.language(seed: 1), TinyPrograms.classifier(seed: 2),
    TinyPrograms.language(seed: 3, shape: .smallest),
    TinyPrograms.classifier(seed: 4, shape: .smallest),
    TinyPrograms.language(seed: 5, shape: .fourBits), TinyPrograms.image(seed: 6),
    TinyPrograms.image(seed: 7, shape: .smallest, rows: nil),
  ]

  /// Compilers of the host that are installed.
  static let compilers = ["gcc", "clang"].filter(ExternalCommand.exists)

  /// All warnings that emitted code is free of.
  static let strict =
    """
    -std=c99 -pedantic -Wall -Wextra -Wconversion -Wshadow -Wcast-align -Wcast-qual \
    -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef -Werror
    """.split(separator: " ").map(String.init)

  /// A golden of zeros: for tests that do not run the self-test.
  static func golden(for program: Program) -> Golden {
    let input: IntegerSequence =
      switch program.input {
      case .token: .tokens([0, 0])
      case .frame(let width, _, _): .frames(Array(repeating: 0, count: 2 * width))
      case .image(let image): .image(Array(repeating: 0, count: image.count))
      }
    let rows = program.isClassifier ? 1 : 2
    let count = rows * program[program.logits].count
    return Golden(input: input, logits: Array(repeating: 0, count: count))
  }

  static func emit(
    _ program: Program, prefix: String? = nil, target: String = "host"
  ) throws -> [EmittedFile] {
    let options = EmissionOptions(prefix: prefix, golden: golden(for: program))
    return try Emitter.emit(
      program, target: try TargetDescription.find(target), options: options)
  }

  /// A program with a language model of the prefix `first` and a classifier of frames, `second`.
  static let programOfTwo =
    """
    #include "first.h"
    #include "second.h"
    int main(void) {
      static first_state a;
      static second_state b;
      static const int16_t frame[SECOND_WIDTH];
      first_init(&a);
      second_init(&b);
      first_step(&a, 0, NULL);
      second_step(&b, frame);
      return 0;
    }

    """

  /// The text of one emitted file.
  static func text(_ path: String, in files: [EmittedFile]) -> String {
    files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  static func sources(in directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted().filter {
      $0.hasSuffix(".c")
    }
  }
}
