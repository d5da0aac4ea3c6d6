import Emission
import Foundation
import Interpreter
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

/// Sequences that are saved in the middle and go on in another process, on another target.
struct SavedStateTests {
  /// The targets whose tools are here, the host first.
  private static func targets() throws -> [TargetDescription] {
    try ["host", "aarch64-neon", "rv64gc", "rv64gcv"].map(TargetDescription.find).filter { target in
      let tools = [target.compilers[0]] + target.runner.prefix(1)
      guard let missing = tools.first(where: { !ExternalCommand.exists($0) }) else { return true }
      print("SKIPPED saved states on \(target.id): \(missing) not found")
      return false
    }
  }

  private static let hash = String(repeating: "5a", count: 32)
  private static let saved = 13

  @Test func languageModelsGoOnAnywhere() throws {
    try expectEqual(TinyPrograms.language(seed: 81), SavedStateTests.targets(), threads: 2)
  }

  @Test func smallLanguageModelsGoOn() throws {
    let host = try SavedStateTests.targets().filter { $0.id == "host" }
    try expectEqual(TinyPrograms.language(seed: 82, shape: .smallest), host, threads: 1)
    try expectEqual(TinyPrograms.language(seed: 83, shape: .fourBits), host, threads: 1)
  }

  /// Each target saves and each restores; state and logits are those of the interpreter.
  private func expectEqual(
    _ program: Program, _ targets: [TargetDescription], threads: Int
  ) throws {
    guard case .token(let vocabulary) = program.input else { return }
    var random = SeededRandom("saved state")
    let tokens = random.integers(24, in: 0...Int32(vocabulary - 1))
    let session = try Interpreter(program).makeSession()
    try session.prefill(.tokens(Array(tokens[..<SavedStateTests.saved])))
    let state = try session.save(graphHash: SavedStateTests.hash)
    var logits: [Int32] = session.readLogits()
    for token in tokens[SavedStateTests.saved...] {
      try session.step(token: token)
      logits += session.readLogits()
    }
    guard let host = targets.first, host.id == "host" else { return }
    try withTemporaryDirectory { root in
      try writeFile(tokens.flatMap { littleEndian($0) }, to: root + "/tokens")
      for target in targets {
        try build(program, target, threads: threads, in: root)
        try run(target, "save", in: root)
        #expect(try readFile(root + "/state") == state, "\(target.id)")
      }
      for target in targets {
        try run(target, "restore", in: root)
        #expect(
          try readFile(root + "/logits") == logits.flatMap { littleEndian($0) },
          "\(target.id)")
      }
      try run(host, "flip", in: root)
      var other = state
      Seal(.state, length: state.count, graphHash: nil).write(to: &other)
      try writeFile(other, to: root + "/state")
      let refused = try ExternalCommand.run(["./host", "restore"], in: root)
      #expect(refused.status == 10 + 5)
    }
  }

  private func run(_ target: TargetDescription, _ verb: String, in root: String) throws {
    let result = try ExternalCommand.run(
      target.runner + ["./\(target.id)", verb], in: root)
    #expect(result.status == 0, "\(target.id) \(verb): \(result.output)")
  }

  private func build(
    _ program: Program, _ target: TargetDescription, threads: Int, in root: String
  ) throws {
    let input = IntegerSequence.tokens([0])
    let golden = Golden(input: input, logits: try Interpreter(program).logits(for: input))
    let files = try Emitter.emit(
      program, target: target,
      options: EmissionOptions(
        prefix: "m", graphHash: SavedStateTests.hash, golden: golden, threads: threads))
    let package = "\(root)/\(target.id)-package"
    try PackageWriter.write(files, to: package)
    try writeFile(Array(SavedStateTests.driver.utf8), to: root + "/driver.c")
    let sources = files.map(\.path).filter { path in
      path.hasSuffix(".c")
        && !["_run.c", "_selftest.c", "_bench.c", "_generate.c"].contains { path.hasSuffix($0) }
    }
    let result = try ExternalCommand.run(
      [target.compilers[0], "-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-I\(package)"]
        + target.cflags + ["-pthread", "-o", target.id, "driver.c"]
        + sources.map { "\(package)/\($0)" } + target.linkFlags, in: root)
    #expect(result.status == 0, "\(result.output)")
  }

  /// Saves after 13 tokens, goes on from there, or shows that no byte may change.
  private static let driver = """
    #include "m.h"
    #include <stdio.h>
    #include <string.h>

    enum { tokens_saved = 13, tokens_all = 24 };
    static m_state state, copy, before;
    static int32_t tokens[tokens_all];
    static int32_t logits[M_CLASSES], others[M_CLASSES];
    static uint8_t bytes[M_SAVED_BYTES];

    static int transfer(const char *path, const char *mode, void *memory, size_t count) {
      FILE *file = fopen(path, mode);
      size_t done = 0;
      if (file != NULL) {
        done = *mode == 'r' ? fread(memory, 1, count, file) : fwrite(memory, 1, count, file);
        fclose(file);
      }
      return done == count ? 0 : 1;
    }

    static int save(void) {
      m_prefill(&state, tokens, tokens_saved, NULL);
      m_save(&state, bytes);
      return m_position(&state) == tokens_saved ? transfer("state", "wb", bytes, sizeof bytes) : 2;
    }

    static int go_on(void) {
      FILE *file = fopen("logits", "wb");
      const adder_status status = m_restore(&state, bytes, sizeof bytes);
      if (status != ADDER_OK) {
        return 10 + (int)status;
      }
      m_logits(&state, logits);
      fwrite(logits, sizeof logits, 1, file);
      for (int t = tokens_saved; t < tokens_all; ++t) {
        m_fork(&copy, &state);
        m_step(&state, tokens[t], logits);
        m_step(&copy, tokens[t], others);
        if (memcmp(logits, others, sizeof logits) != 0 || m_position(&copy) != m_position(&state)) {
          return 3;
        }
        fwrite(logits, sizeof logits, 1, file);
      }
      return fclose(file);
    }

    static int flip(void) {
      m_step(&state, tokens[0], NULL);
      memcpy(&before, &state, sizeof state);
      for (size_t i = 0; i < sizeof bytes; ++i) {
        for (int bit = 0; bit < 8; ++bit) {
          bytes[i] ^= (uint8_t)(1 << bit);
          if (m_restore(&state, bytes, sizeof bytes) == ADDER_OK) {
            return 4;
          }
          bytes[i] ^= (uint8_t)(1 << bit);
        }
        if (m_restore(&state, bytes, i) != ADDER_TRUNCATED) {
          return 5;
        }
      }
      return memcmp(&before, &state, sizeof state) == 0 ? 0 : 6;
    }

    int main(int argc, char **argv) {
      const char verb = argc > 1 ? *argv[1] : 0;
      m_init(&state);
      if (transfer("tokens", "rb", tokens, sizeof tokens) != 0) {
        return 1;
      }
      if (verb == 's') {
        return save();
      }
      if (transfer("state", "rb", bytes, sizeof bytes) != 0) {
        return 1;
      }
      return verb == 'r' ? go_on() : flip();
    }

    """
}
