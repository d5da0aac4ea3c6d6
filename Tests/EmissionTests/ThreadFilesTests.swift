import Emission
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

/// Packages that share their work among threads.
struct ThreadFilesTests {
  private func emit(_ threads: Int, target: String = "host") throws -> [EmittedFile] {
    let program = TinyPrograms.language(seed: 1)
    let options = EmissionOptions(
      prefix: "m", golden: EmittedFixture.golden(for: program), threads: threads)
    return try Emitter.emit(program, target: try TargetDescription.find(target), options: options)
  }

  @Test func oneThreadHasNoHook() throws {
    for file in try emit(1) {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(!text.contains("parallel") && !text.contains("pthread"), "\(file.path)")
      #expect(!text.contains("@insert"), "\(file.path)")
    }
  }

  @Test func workGoesThroughTheHook() throws {
    let files = try emit(3)
    let source = EmittedFixture.text("m.c", in: files)
    #expect(source.contains("#include \"adder_parallel_kernels.h\"\n"))
    #expect(source.contains("  adder_parallel_scan("))
    #expect(source.contains("s->parallel, "))
    #expect(!source.contains("  adder_scan("))
    #expect(source.contains("  adder_embed("))
    #expect(source.contains("void m_set_parallel(m_state *s, const adder_parallel *parallel) {"))
    let header = EmittedFixture.text("m.h", in: files)
    #expect(header.contains("#include \"adder_parallel.h\"\n"))
    #expect(header.contains("#define M_THREADS 3\n"))
    #expect(header.contains("  const adder_parallel *parallel;\n"))
    #expect(header.contains("adder generate GRAPH --target host --prefix m --threads 3 --output"))
  }

  @Test func onlyThePoolNeedsMoreThanMemoryFunctions() throws {
    let files = try emit(2)
    #expect(EmittedFixture.text("Makefile", in: files).contains("TARGET_CFLAGS = -pthread\n"))
    #expect(EmittedFixture.text("README.md", in: files).contains("\n## Threads\n"))
    let allowed = ["<stddef.h>", "<stdint.h>", "<string.h>"]
    for file in files where file.path.hasSuffix(".c") || file.path.hasSuffix(".h") {
      let isProgram = [
        "m_run.c", "m_selftest.c", "m_selftest_host.h", "m_bench.c", "m_generate.c",
        "adder_pool.c", "adder_pool.h", "adder_check_failed.h",
      ]
      .contains(file.path)
      for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
      where line.hasPrefix("#include <") {
        #expect(isProgram || allowed.contains { line.hasSuffix($0) }, "\(file.path): \(line)")
      }
    }
  }

  @Test func stateMakesRoomForTheHook() throws {
    let serial = EmittedFixture.text("m.h", in: try emit(1))
    let shared = EmittedFixture.text("m.h", in: try emit(2))
    let bytes = { (text: String) in
      text.split(separator: "\n").first { $0.hasPrefix("#define M_STATE_BYTES ") }
        .flatMap { Int($0.split(separator: " ")[2]) } ?? 0
    }
    #expect((8...15).contains(bytes(shared) - bytes(serial)))
  }

  @Test func numbersBeyondThePoolAreErrors() throws {
    for threads in [0, 65] {
      let error = #expect(throws: EmissionError.self) { try emit(threads) }
      #expect(error?.description == "\(threads) threads cannot be emitted; choose 1 to 64")
    }
  }

  @Test(arguments: EmittedFixture.compilers)
  func everyFileCompilesWithoutWarnings(compiler: String) throws {
    try withTemporaryDirectory { root in
      let directory = root + "/package"
      try PackageWriter.write(emit(2), to: directory)
      for source in try EmittedFixture.sources(in: directory) {
        let result = try ExternalCommand.run(
          [compiler] + EmittedFixture.strict + ["-O2", "-c", source], in: directory)
        #expect(result.status == 0, "\(source): \(result.output)")
      }
      let result = try ExternalCommand.run(
        ["make", "-s", "clean", "all", "lib", "CC=\(compiler)", "OPT=-Werror"], in: directory)
      #expect(result.status == 0 && result.output == "", "\(result.output)")
    }
  }
}
