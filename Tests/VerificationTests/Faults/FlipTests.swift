import Emission
import Foundation
import GraphFile
import Interpreter
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

/// A byte that changes, or an end that is missing, is found in every file that goes to a device.
///
/// With `FAULTS=all` in the environment the slow ones change every byte; otherwise some.
struct FlipTests {
  private static let hash = String(repeating: "5a", count: 32)
  private static let isWhole = ProcessInfo.processInfo.environment["FAULTS"] == "all"

  private static let programs = [
    TinyPrograms.language(seed: 91, shape: .smallest),
    TinyPrograms.heads(seed: 92, shape: HeadShape.all[1]),
  ]

  @Test func everyChangeOfAGraphIsFound() throws {
    var flips = Flips()
    try withTemporaryDirectory { directory in
      let path = directory + "/graph"
      try GraphFile.write(Self.programs[0], to: path)
      let bytes = try readFile(path)
      try flips.run(on: bytes, stride: Self.isWhole ? 1 : 101) { changed in
        try writeFile(changed, to: path)
        do { _ = try GraphFile.read(path) } catch is GraphFileError { return true }
        return false
      }
    }
    print("graph: \(flips.description)")
    #expect(flips.missed == [])
  }

  @Test func everyChangeOfASavedStateIsFound() throws {
    for program in Self.programs {
      let session = try Interpreter(program).makeSession()
      try session.prefill(.tokens([0, 0, 0]))
      let bytes = try session.save(graphHash: Self.hash)
      var flips = Flips()
      try flips.run(on: bytes, stride: Self.isWhole ? 1 : 3) { changed in
        do { try session.restore(changed, graphHash: Self.hash) } catch is InterpreterError {
          return true
        }
        return false
      }
      print("state, Swift: \(flips.description)")
      #expect(flips.missed == [])
      #expect(try session.save(graphHash: Self.hash) == bytes)
    }
  }

  /// The C refuses every change of its weights and of a saved state.
  @Test func everyChangeIsFoundByTheC() throws {
    guard ExternalCommand.exists("gcc") else {
      print("SKIPPED changes of blob and state in C: gcc not found")
      return
    }
    for program in Self.programs {
      try withTemporaryDirectory { root in
        let files = try emit(program, to: root)
        let blob = try readFile(root + "/p/m_weights.bin")
        try expectDetected(blob: blob)
        try compile(files, in: root)
        for verb in ["blob", "state"] {
          let result = try ExternalCommand.run(["./driver", verb], in: root)
          print("\(verb), C: \(result.output.split(separator: "\n").last ?? "")")
          #expect(result.status == 0, "\(result.output)")
        }
      }
    }
  }

  private func expectDetected(blob: [UInt8]) throws {
    let seal = Seal(.weights, length: blob.count, graphHash: Self.hash)
    #expect(seal.check(blob) == nil)
    var flips = Flips()
    flips.run(on: blob, stride: Self.isWhole ? 1 : 31) { seal.check($0) != nil }
    print("blob, Swift: \(flips.description)")
    #expect(flips.missed == [])
  }

  private func emit(_ program: Program, to root: String) throws -> [EmittedFile] {
    let input = IntegerSequence.tokens([0])
    let golden = Golden(input: input, logits: try Interpreter(program).logits(for: input))
    let files = try Emitter.emit(
      program, target: try TargetDescription.find("host"),
      options: EmissionOptions(prefix: "m", graphHash: Self.hash, golden: golden, weights: .blob))
    try PackageWriter.write(files, to: root + "/p")
    return files
  }

  private func compile(_ files: [EmittedFile], in root: String) throws {
    try writeFile(Self.driver, to: root + "/driver.c")
    let sources = files.map(\.path).filter { path in
      path.hasSuffix(".c")
        && !["_run.c", "_selftest.c", "_bench.c", "_generate.c"].contains { path.hasSuffix($0) }
    }
    let result = try ExternalCommand.run(
      ["gcc", "-std=c99", "-O2", "-Wall", "-Wextra", "-Werror", "-Ip", "-o", "driver", "driver.c"]
        + sources.map { "p/" + $0 }, in: root)
    #expect(result.status == 0, "\(result.output)")
  }

  /// Makes every change of ``Flips`` and counts those that are refused.
  private static let driver = """
    #include "m.h"
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>

    static m_state state, before;
    static int is_blob;
    static long made, detected;

    static void attempt(const uint8_t *bytes, size_t count) {
      const adder_status status =
          is_blob ? m_init(&state, bytes, count) : m_restore(&state, bytes, count);
      made += 1;
      detected += status != ADDER_OK && memcmp(&state, &before, sizeof state) == 0;
    }

    static void change(uint8_t *bytes, size_t count) {
      for (size_t i = 0; i < count; ++i) {
        const uint8_t byte = bytes[i];
        for (int value = 0; value < 256; ++value) {
          const int flipped = value ^ byte;
          const int is_bit = flipped != 0 && (flipped & (flipped - 1)) == 0;
          if (is_bit || (flipped != 0 && (flipped == 255 || value == 0 || value == 255))) {
            bytes[i] = (uint8_t)value;
            attempt(bytes, count);
          }
        }
        bytes[i] = byte;
        attempt(bytes, i);
      }
    }

    int main(int argc, char **argv) {
      static uint8_t saved[M_SAVED_BYTES];
      FILE *file = fopen("p/m_weights.bin", "rb");
      long size = 0;
      if (argc != 2 || file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) <= 0) {
        return 2;
      }
      rewind(file);
      uint8_t *raw = malloc((size_t)size + 4096);
      if (raw == NULL) {
        return 2;
      }
      uint8_t *bytes = raw + (4096 - (uintptr_t)raw % 4096) % 4096;
      if (fread(bytes, 1, (size_t)size, file) != (size_t)size
          || m_init(&state, bytes, (size_t)size) != ADDER_OK) {
        return 3;
      }
      const int32_t tokens[] = {0, 0, 0};
      m_prefill(&state, tokens, 3, NULL);
      m_save(&state, saved);
      memcpy(&before, &state, sizeof state);
      is_blob = strcmp(argv[1], "blob") == 0;
      change(is_blob ? bytes : saved, is_blob ? (size_t)size : sizeof saved);
      printf("%ld detected of %ld changes made\\n", detected, made);
      return made > 0 && detected == made ? 0 : 1;
    }

    """
}
