import Emission
import Foundation
import Interpreter
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing
import Verification

/// The self-test of a package passes where the package is whole, and names what is not.
struct SelftestTests {
  private func emit(
    _ program: Program, target: String = "host", weights: WeightsPlacement? = nil,
    threads: Int = 1
  ) throws -> [EmittedFile] {
    let input = try #require(VerifierFixture.inputs(for: program, seed: 3).last)
    let golden = try Golden(Interpreter(program), input: input, graphHash: nil)
    return try Emitter.emit(
      program, target: try TargetDescription.find(target),
      options: EmissionOptions(prefix: "m", golden: golden, weights: weights, threads: threads))
  }

  /// Runs `make check` on a package.
  private func check(_ files: [EmittedFile], _ options: [String] = []) throws -> (Int32, String) {
    try withTemporaryDirectory { root in
      try PackageWriter.write(files, to: root + "/p")
      let result = try ExternalCommand.run(
        ["make", "-s", "check", "OPT=-O0 -Werror"] + options, in: root + "/p")
      return (result.status, result.output)
    }
  }

  // MARK: Whole

  @Test func everyKindAndPlacementPasses() throws {
    let packages = [
      try emit(TinyPrograms.language(seed: 81)),
      try emit(TinyPrograms.heads(seed: 82), weights: .incbin, threads: 3),
      try emit(TinyPrograms.classifier(seed: 83), weights: .blob),
      try emit(TinyPrograms.image(seed: 84), weights: .array, threads: 2),
    ]
    for files in packages {
      let (status, output) = try check(files)
      #expect(status == 0, "\(output)")
      #expect(output.components(separatedBy: "m_selftest: pass\n").count == 3, "\(output)")
      #expect(output.contains("m_selftest: time of layer 0: "))
      #expect(output.contains("m_selftest: time of a position: "))
    }
  }

  @Test(arguments: ["aarch64-neon", "armv7-neon", "rv64gcv"])
  func passesUnderEmulation(id: String) throws {
    let target = try TargetDescription.find(id)
    guard ExternalCommand.exists(target.compilers[0]), ExternalCommand.exists(target.runner[0])
    else {
      print("SKIPPED self-test of \(id): \(target.compilers[0]) or \(target.runner[0]) not found")
      return
    }
    let files = try emit(TinyPrograms.language(seed: 85), target: id, weights: .incbin)
    let (status, output) = try check(files, ["CFLAGS_EXTRA=-DADDER_HWCAP"])
    #expect(status == 0, "\(output)")
  }

  @Test func resultsThatCannotBeWrittenAreAnError() throws {
    try withTemporaryDirectory { root in
      try PackageWriter.write(emit(TinyPrograms.language(seed: 86), threads: 2), to: root + "/p")
      let result = try ExternalCommand.run(
        ["sh", "-c", "make -s OPT=-O0 m_selftest && ./m_selftest >/dev/full"], in: root + "/p")
      #expect(result.status == 1)
      #expect(result.output == "m_selftest: the results cannot be written\n")
    }
  }

  // MARK: Not whole

  /// The line of the first difference after a change of a file.
  private func difference(
    _ files: [EmittedFile], in path: String, _ change: (inout String) -> Void
  ) throws -> String {
    var files = files
    let index = try #require(files.firstIndex { $0.path == path })
    var text = String(decoding: files[index].bytes, as: UTF8.self)
    let before = text
    change(&text)
    #expect(text != before, "\(path) has changed")
    files[index].bytes = Array(text.utf8)
    let (status, output) = try check(files)
    #expect(status != 0, "\(output)")
    return output.split(separator: "\n").map(String.init)
      .first { $0.hasPrefix("m_selftest: FAIL ") } ?? output
  }

  @Test func namesTheTableThatChanged() throws {
    let files = try emit(TinyPrograms.language(seed: 86))
    let line = try difference(files, in: "m_weights.c") { text in
      let table = text.range(of: "m_l01_out_proj_weight[")?.upperBound ?? text.startIndex
      guard let row = text[table...].range(of: "{\n")?.upperBound,
        let comma = text[row...].firstIndex(of: ",")
      else { return }
      let value = Int(text[row..<comma].trimmingCharacters(in: .whitespaces)) ?? 0
      text.replaceSubrange(row..<comma, with: " \(value ^ 1)")
    }
    #expect(
      line.hasPrefix("m_selftest: FAIL tables: m_l01_out_proj_weight: expected the hash 0x"),
      "\(line)")
  }

  @Test func namesTheKernelThatIsWrong() throws {
    let files = try emit(TinyPrograms.language(seed: 87))
    let line = try difference(files, in: "adder_scan.c") { text in
      text = text.replacingOccurrences(of: "- adder_q15(nd, ", with: "+ adder_q15(nd, ")
    }
    let match = try #require(
      line.wholeMatch(
        of:
          /m_selftest: FAIL m_step, position 1: layer 0, scan \(scan\), l00_\w+\[\d+\]: expected -?\d+, got -?\d+/
      ), "\(line)")
    #expect(!match.output.isEmpty)
  }

  @Test func namesTheLogitThatIsNotExpected() throws {
    let program = TinyPrograms.classifier(seed: 88)
    let files = try emit(program)
    let line = try difference(files, in: "m_selftest.c") { text in
      guard let table = text.range(of: "adder_row_hashes[1] = {\n")?.upperBound,
        let comma = text[table...].firstIndex(of: ",")
      else { return }
      text.replaceSubrange(table..<comma, with: "  1u")
    }
    #expect(
      line.hasPrefix("m_selftest: FAIL m_step, position 11: logits: expected the hash 0x00000001"),
      "\(line)")
  }

  @Test func namesTheStateThatDoesNotGoOn() throws {
    let files = try emit(TinyPrograms.language(seed: 89))
    let line = try difference(files, in: "m_saved.c") { text in
      text = text.replacingOccurrences(
        of: "adder_restore_u64(bytes + ADDER_SEAL_BYTES, &s->position);",
        with: "adder_restore_u64(bytes + ADDER_SEAL_BYTES, &s->position); s->position += 1;")
    }
    #expect(
      line == "m_selftest: FAIL m_restore, position 6: refuses what m_save wrote", "\(line)")
  }

  @Test func namesAnAssumptionThatDoesNotHold() throws {
    let files = try emit(TinyPrograms.image(seed: 90))
    let line = try difference(files, in: "adder_fixed.h") { text in
      text = text.replacingOccurrences(
        of: "x < 0 ? ~(~x >> s) : x >> s", with: "x / ((int32_t)1 << s % 31)")
    }
    #expect(
      line == "m_selftest: FAIL platform: shifts to the right round down: this does not hold here",
      "\(line)")
  }
}
