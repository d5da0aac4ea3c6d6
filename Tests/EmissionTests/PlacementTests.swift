import Emission
import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

/// Where an emitted package has its tables.
struct PlacementTests {
  private func emit(
    _ weights: WeightsPlacement?, of program: Program = TinyPrograms.language(seed: 1),
    section: String? = nil, alignment: Int? = nil, target: String = "host", threads: Int = 1
  ) throws -> [EmittedFile] {
    let options = EmissionOptions(
      prefix: "m", golden: EmittedFixture.golden(for: program), weights: weights,
      section: section, alignment: alignment, threads: threads)
    return try Emitter.emit(program, target: try TargetDescription.find(target), options: options)
  }

  @Test(
    arguments: [WeightsPlacement.array, .incbin],
    [
      ("host", "gcc", "readelf"), ("host", "clang", "readelf"),
      ("aarch64-neon", "aarch64-linux-gnu-gcc", "aarch64-linux-gnu-readelf"),
      ("rv64gc", "riscv64-linux-gnu-gcc", "riscv64-linux-gnu-readelf"),
    ])
  func tablesStandInTheSection(
    weights: WeightsPlacement, tools: (target: String, compiler: String, readelf: String)
  ) throws {
    guard ExternalCommand.exists(tools.compiler), ExternalCommand.exists(tools.readelf) else {
      print("SKIPPED section of \(tools.target): \(tools.compiler) or readelf not found")
      return
    }
    let program = TinyPrograms.language(seed: 1)
    try withTemporaryDirectory { root in
      let directory = root + "/package"
      let files = try emit(
        weights, of: program, section: ".ext_flash", alignment: 512, target: tools.target)
      try PackageWriter.write(files, to: directory)
      let object = weights == .array ? "m_weights.o" : "m_tables.o"
      let make = try ExternalCommand.run(
        ["make", "-s", "m_weights.o", object, "CC=\(tools.compiler)", "OPT=-O2 -Werror"],
        in: directory)
      #expect(make.status == 0, "\(make.output)")
      let listing = try ExternalCommand.run(
        [tools.readelf, "-S", "-W", object], in: directory
      ).output
      let line = try #require(
        listing.split(separator: "\n").first { $0.contains(" .ext_flash ") }, "\(listing)")
      // Name, type, address, offset, size, entry size, flags, link, info, alignment.
      let fields = line.split(separator: "]")[1].split(separator: " ")
      #expect(fields[1] == "PROGBITS" && fields[6] == "A" && fields[9] == "512", "\(line)")
      let bytes = try #require(Int(fields[4], radix: 16))
      #expect(bytes >= program.constants.reduce(0) { $0 + $1.data.count * $1.data.type.size })
      let symbols = try ExternalCommand.run(
        [tools.readelf, "-s", "-W", object], in: directory
      ).output
      for line in symbols.split(separator: "\n") where line.contains("_weight") {
        let address = line.split(separator: " ")[1]
        #expect(Int(address, radix: 16)?.isMultiple(of: 512) == true, "\(line)")
      }
      #expect(symbols.contains("m_embedding_weight") || symbols.contains("_weight"))
    }
  }

  @Test func unplacedArraysHaveNoMacro() throws {
    #expect(!EmittedFixture.text("m_weights.c", in: try emit(.array)).contains("M_TABLE"))
    let placed = EmittedFixture.text("m_weights.c", in: try emit(.array, section: ".x"))
    #expect(
      placed.contains(
        "#ifndef M_TABLE\n"
          + "#define M_TABLE __attribute__((section(\".x\"), aligned(64)))\n#endif\n"))
    #expect(!placed.contains("ADDER_ALIGNED"))
    let aligned = EmittedFixture.text("m_weights.c", in: try emit(.array, alignment: 16))
    #expect(aligned.contains("#define M_TABLE __attribute__((aligned(16)))\n"))
    let header = EmittedFixture.text("m.h", in: try emit(.incbin, section: ".x", alignment: 32))
    for option in ["--weights incbin", "--section .x", "--align 32"] {
      #expect(header.contains(option))
    }
  }

  @Test func senselessPlacementsAreErrors() {
    func text(_ weights: WeightsPlacement?, _ section: String?, _ alignment: Int?) -> String? {
      #expect(throws: EmissionError.self) {
        try emit(weights, section: section, alignment: alignment)
      }?.description
    }
    #expect(
      text(nil, "a\"b", nil)
        == """
        'a"b' cannot be the section of the tables; use at most 64 letters, digits, underscores \
        and dots, no digit first, and no section of code, of variables or of the compiler, such \
        as .text, .data or .bss
        """)
    #expect(
      text(.blob, ".x", nil)
        == """
        section '.x' would be empty: with the placement 'blob' the tables are in a file of their \
        own and in no object file
        """)
    for bytes in [-64, 0, 8, 48, 8192] {
      #expect(
        text(.incbin, nil, bytes)
          == "tables cannot be aligned to \(bytes) bytes; choose a power of two from 16 to 4096")
    }
  }

  // MARK: Blob

  @Test(arguments: EmittedFixture.compilers, [0, 1, 5])
  func everyFileOfABlobCompilesWithoutWarnings(compiler: String, index: Int) throws {
    let program = EmittedFixture.programs[index]
    for (threads, flags) in [(1, ["-O2"]), (2, ["-O0", "-DADDER_TRACE"])] {
      try withTemporaryDirectory { root in
        let directory = root + "/package"
        try PackageWriter.write(emit(.blob, of: program, threads: threads), to: directory)
        let result = try ExternalCommand.run(
          [compiler] + EmittedFixture.strict + flags + ["-c"]
            + EmittedFixture.sources(in: directory), in: directory)
        #expect(result.status == 0, "\(result.output)")
      }
    }
  }

  @Test func theBlobIsSealedAndAligned() throws {
    for alignment in [16, 64, 4096] {
      let files = try emit(.blob, alignment: alignment)
      let blob = try #require(files.first { $0.path == "m_weights.bin" }).bytes
      #expect(Seal(.weights, length: blob.count, graphHash: nil).check(blob) == nil)
      let header = EmittedFixture.text("m.h", in: files)
      #expect(header.contains("#define M_WEIGHTS_BYTES \(blob.count)\n"))
      #expect(header.contains("#define M_WEIGHTS_ALIGNMENT \(alignment)\n"))
      let source = EmittedFixture.text("m_weights.c", in: files)
      let offsets = source.components(separatedBy: "(weights + ").dropFirst().compactMap {
        Int($0.prefix { $0.isNumber })
      }
      #expect(!offsets.isEmpty && offsets.allSatisfy { $0.isMultiple(of: alignment) })
    }
  }

  /// The self-test maps the file; it says what is wrong with one that is not of this program.
  @Test func programsRefuseOtherFiles() throws {
    let first = try emit(.blob)
    let second = try emit(.blob, of: TinyPrograms.language(seed: 2))
    try withTemporaryDirectory { root in
      let directory = root + "/package"
      try PackageWriter.write(first, to: directory)
      func check(_ bytes: [UInt8]?) throws -> String {
        let path = directory + "/m_weights.bin"
        if let bytes {
          try writeFile(bytes, to: path)
        } else {
          try FileManager.default.removeItem(atPath: path)
        }
        return try ExternalCommand.run(["make", "-s", "check"], in: directory).output
      }
      let blob = try #require(first.first { $0.path == "m_weights.bin" }).bytes
      let other = try #require(second.first { $0.path == "m_weights.bin" }).bytes
      #expect(try check(blob).contains("m_selftest: FAIL m_step, position 0: logits["))
      #expect(try check(other).contains("m_weights.bin: of another model or target\n"))
      #expect(try check(Array(blob.dropLast())).contains("m_weights.bin: truncated\n"))
      #expect(try check(Array(blob.dropLast()) + [~blob[blob.count - 1]]).contains(": damaged\n"))
      #expect(try check(nil).contains("m_weights.bin is not in this directory, or cannot"))
    }
  }
}
