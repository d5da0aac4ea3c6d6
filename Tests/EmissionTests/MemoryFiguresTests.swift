import Emission
import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

/// The figures of the header beside those of compiler and linker.
struct MemoryFiguresTests {
  /// A program, a target, and threads.
  private static let cases: [(program: Int, target: String, threads: Int)] = [
    (0, "host", 3), (1, "aarch64-neon", 1), (4, "armv7-neon", 1), (0, "rv64gcv", 1),
    (5, "rv64gc", 1),
  ]

  @Test(arguments: cases.indices)
  func figuresEqualThoseOfTheLinker(index: Int) throws {
    let (programIndex, name, threads) = MemoryFiguresTests.cases[index]
    let target = try TargetDescription.find(name)
    guard ExternalCommand.exists(target.compilers[0]) else {
      print("SKIPPED memory of \(name): \(target.compilers[0]) not found")
      return
    }
    let program = EmittedFixture.programs[programIndex]
    try withTemporaryDirectory { root in
      let directory = root + "/package"
      try PackageWriter.write(MemoryFiguresTests.emit(program, target, threads), to: directory)
      try writeFile(
        "#include \"m.h\"\nm_state one;\n\(threads > 1 ? "#include \"adder_pool.h\"\nadder_pool pool;\n" : "")",
        to: directory + "/probe.c")
      // Linkers for RISC-V shorten calls, which is much in so small a model.
      let relaxation = target.architecture == "rv64" ? ",--no-relax" : ""
      let make = [
        "make", "-s", "m_run", "probe.o", "CFLAGS_EXTRA=-fstack-usage",
        "LDFLAGS=\(target.linkFlags.joined(separator: " ")) -Wl,-Map=map\(relaxation)",
      ]
      let result = try ExternalCommand.run(make, in: directory)
      #expect(result.status == 0, "\(result.output)")

      let memory = try Emitter.memory(of: program, target: target, threads: threads)
      let size = try ExternalCommand.run(["sh", "-c", "size -A *.o"], in: directory).output
      let objects = MemoryFiguresTests.sections(size)
      let flash = Double(memory.flashBytes)
      let compiled = objects.filter { $0.isFlash }.reduce(0) { $0 + $1.bytes }
      #expect(abs(flash - Double(compiled)) <= 0.01 * Double(compiled), "\(compiled) \(memory)")
      let map = String(decoding: try readFile(directory + "/map"), as: UTF8.self)
      let linked = MemoryFiguresTests.linked(map)
      #expect(abs(flash - Double(linked)) <= 0.01 * Double(linked), "\(linked) \(memory)")
      let ram = objects.filter { $0.object == "probe.o" && $0.name == ".bss" }
        .reduce(0) { $0 + $1.bytes }
      #expect(memory.ramBytes == ram)
      #expect(objects.allSatisfy { !$0.isLibrary || !$0.isWritten || $0.bytes == 0 })
      try checkStack(memory, in: directory)
    }
  }

  /// No kernel together with the functions that call it takes more than is stated.
  private func checkStack(_ memory: MemoryFigures, in directory: String) throws {
    let usage = try ExternalCommand.run(
      ["sh", "-c", "cat m.su; echo; cat adder_*.su"], in: directory
    ).output.components(separatedBy: "\n\n")
    let frames = usage.map { text in
      text.split(separator: "\n").compactMap { line -> Int? in
        let words = line.split(separator: "\t")
        return words.count == 3 ? Int(words[1]) : nil
      }
    }
    let model = frames[0].sorted().suffix(2).reduce(0, +)
    let kernel = try #require(frames.dropFirst().flatMap { $0 }.max())
    let stack = try #require(memory.code?.stackBytes)
    #expect(stack >= model + kernel)
    #expect(stack <= 4096)
  }

  @Test func headerStatesTheFigures() throws {
    let target = try TargetDescription.find("aarch64-neon")
    let program = TinyPrograms.language(seed: 1)
    let memory = try Emitter.memory(of: program, target: target)
    let header = EmittedFixture.text("m.h", in: try MemoryFiguresTests.emit(program, target, 1))
    #expect(header.contains("#define M_FLASH_BYTES \(memory.flashBytes)\n"))
    #expect(header.contains("#define M_RAM_BYTES \(memory.ramBytes)\n"))
    #expect(header.contains("#define M_STACK_BYTES \(try #require(memory.code).stackBytes)\n"))
    #expect(
      memory.parts.map(\.name) == [
        "before the layers", "layer 0", "layer 1", "layer 2", "after the layers",
      ])
    for part in memory.parts { #expect(header.contains(" *    \(part.name) ")) }
    let states = memory.parts.reduce(0) { $0 + $1.stateBytes }
    #expect(states <= memory.lastingBytes && states > 0)
  }

  @Test func targetsWithoutRecordStateFlashWithoutCode() throws {
    var target = try TargetDescription.find("host")
    target.id = "board"
    let program = TinyPrograms.classifier(seed: 2)
    let memory = try Emitter.memory(of: program, target: target)
    #expect(memory.code == nil)
    let header = EmittedFixture.text("m.h", in: try MemoryFiguresTests.emit(program, target, 1))
    #expect(header.contains("without code"))
    #expect(!header.contains("M_STACK_BYTES"))
  }

  private static func emit(
    _ program: Program, _ target: TargetDescription, _ threads: Int
  ) throws -> [EmittedFile] {
    try Emitter.emit(
      program, target: target,
      options: EmissionOptions(
        prefix: "m", golden: EmittedFixture.golden(for: program), threads: threads))
  }

  // MARK: What tools say

  private struct Section {
    var object: String
    var name: String
    var bytes: Int

    /// False for the programs of the package and the test's own.
    var isLibrary: Bool {
      !["m_run.o", "m_selftest.o", "m_bench.o", "probe.o"].contains(object)
    }
    var isWritten: Bool { name == ".data" || name.hasPrefix(".bss") || name == "COMMON" }
    var isLoaded: Bool {
      [".text", ".rodata", ".data.rel.ro", ".eh_frame", ".ARM.ex", ".note.gnu.prop"]
        .contains(where: name.hasPrefix)
    }
    var isFlash: Bool { isLibrary && isLoaded }
  }

  /// Of the output of `size -A`.
  private static func sections(_ text: String) -> [Section] {
    var object = ""
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      if line.contains(".o  :") { object = words[0] }
      guard words.count == 3, words[0].hasPrefix("."), let bytes = Int(words[1]) else { return nil }
      return Section(object: object, name: words[0], bytes: bytes)
    }
  }

  /// Bytes of the library in flash by a linker map, whose lines are section, address, size and
  /// object; a long name of a section has a line of its own.
  private static func linked(_ map: String) -> Int {
    let start = map.range(of: "Linker script and memory map")?.upperBound ?? map.startIndex
    var name = ""
    var sum = 0
    for line in map[start...].split(separator: "\n") {
      var words = line.split(separator: " ").map(String.init)
      if line.hasPrefix(" ."), let first = words.first {
        name = first
        words.removeFirst()
      }
      guard words.count >= 3, words[0].hasPrefix("0x"), words[1].hasPrefix("0x"),
        words[2].hasSuffix(".o"), let bytes = Int(words[1].dropFirst(2), radix: 16)
      else { continue }
      let section = Section(object: words[2], name: name, bytes: bytes)
      if section.isFlash, !words[2].contains("/") { sum += bytes }
    }
    return sum
  }
}
