import Emission
import Foundation
import ProgramFixtures
import TestSupport
import Testing

struct StrictCompilationTests {
  @Test(arguments: EmittedFixture.compilers, EmittedFixture.programs.indices)
  func everyFileCompilesWithoutWarnings(compiler: String, index: Int) throws {
    try withTemporaryDirectory { root in
      let directory = root + "/package"
      try PackageWriter.write(EmittedFixture.emit(EmittedFixture.programs[index]), to: directory)
      for source in try EmittedFixture.sources(in: directory) {
        for extra in [["-O2"], ["-O0", "-DADDER_TRACE"]] {
          let result = try ExternalCommand.run(
            [compiler] + EmittedFixture.strict + extra + ["-c", source], in: directory)
          #expect(result.status == 0, "\(source): \(result.output)")
        }
      }
    }
  }

  @Test(arguments: ["write", "read", "run", "x", "load", "trace_file"])
  func prefixesDoNotMeetNamesOfTheTemplates(prefix: String) throws {
    for program in EmittedFixture.programs.suffix(2) {
      try withTemporaryDirectory { root in
        let directory = root + "/package"
        try PackageWriter.write(EmittedFixture.emit(program, prefix: prefix), to: directory)
        for extra in ["-O0", "-DADDER_TRACE"] {
          let result = try ExternalCommand.run(
            ["make", "-s", "clean", "all", "OPT=-Werror", "CFLAGS_EXTRA=\(extra)"],
            in: directory)
          #expect(result.status == 0, "\(result.output)")
        }
      }
    }
  }

  @Test func makefileBuildsRunnerAndSelftest() throws {
    try withTemporaryDirectory { root in
      let directory = root + "/package"
      try PackageWriter.write(EmittedFixture.emit(EmittedFixture.programs[0]), to: directory)
      for options in [[], ["CC=clang", "OPT=-O0 -g"], ["CFLAGS_EXTRA=-DADDER_TRACE"]] {
        let result = try ExternalCommand.run(
          ["make", "-s", "clean", "all"] + options, in: directory)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output == "")
        let usage = try ExternalCommand.run(["./tiny_language_run"], in: directory)
        #expect(usage.status == 2)
        #expect(usage.output.hasPrefix("usage: tiny_language_run INPUT OUTPUT"))
        let check = try ExternalCommand.run(["make", "-s", "check"] + options, in: directory)
        #expect(
          check.output.contains(
            "tiny_language_selftest: FAIL tiny_language_step, position 0: logits["))
      }
    }
  }

  @Test func changedFlagsBuildObjectsAnew() throws {
    try withTemporaryDirectory { root in
      let directory = root + "/package"
      try PackageWriter.write(EmittedFixture.emit(EmittedFixture.programs[0]), to: directory)
      let make = { (arguments: [String]) in
        try ExternalCommand.run(["make"] + arguments, in: directory)
      }
      #expect(try make(["lib", "OPT=-O0"]).status == 0)
      #expect(try !make(["lib", "OPT=-O0"]).output.contains(" -c "))
      #expect(try make(["lib", "OPT=-O1"]).output.contains(" -c "))
      #expect(try make(["lib", "OPT=-O1", "CFLAGS_EXTRA=-DX='1'"]).output.contains(" -c "))
      #expect(try !make(["lib", "OPT=-O1", "CFLAGS_EXTRA=-DX='1'"]).output.contains(" -c "))
    }
  }

  @Test func headerWorksInCPlusPlus() throws {
    try withTemporaryDirectory { root in
      let directory = root + "/package"
      try PackageWriter.write(EmittedFixture.emit(EmittedFixture.programs[0]), to: directory)
      #expect(try ExternalCommand.run(["make", "-s"], in: directory).status == 0)
      try writeFile(
        """
        #include "tiny_language.h"
        #include <vector>
        int main() {
          static tiny_language_state state;
          std::vector<int32_t> logits(TINY_LANGUAGE_CLASSES);
          tiny_language_init(&state);
          tiny_language_step(&state, 0, logits.data());
          tiny_language_prefill(&state, nullptr, 0, logits.data());
          return sizeof state > TINY_LANGUAGE_STATE_BYTES;
        }

        """, to: directory + "/consumer.cpp")
      let objects = try FileManager.default.contentsOfDirectory(atPath: directory)
        .filter { name in
          name.hasSuffix(".o")
            && !["_run.o", "_selftest.o", "_generate.o"].contains(where: name.hasSuffix)
        }
      let result = try ExternalCommand.run(
        ["g++", "-Wall", "-Wextra", "-pedantic", "-Werror", "consumer.cpp", "-o", "consumer"]
          + objects.sorted(), in: directory)
      #expect(result.status == 0, "\(result.output)")
      #expect(try ExternalCommand.run(["./consumer"], in: directory).status == 0)
    }
  }

  @Test func twoModelsLinkIntoOneProgram() throws {
    try withTemporaryDirectory { root in
      let directory = root + "/both"
      let first = try EmittedFixture.emit(TinyPrograms.language(seed: 5), prefix: "first")
      let second = try EmittedFixture.emit(TinyPrograms.classifier(seed: 6), prefix: "second")
      let shared = Set(first.map(\.path)).intersection(second.map(\.path))
      for file in first where file.path.hasPrefix("adder_") && shared.contains(file.path) {
        #expect(second.first { $0.path == file.path }?.bytes == file.bytes)
      }
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
      for file in first + second where !file.path.contains("/") {
        try writeFile(file.bytes, to: "\(directory)/\(file.path)")
      }
      try writeFile(EmittedFixture.programOfTwo, to: directory + "/both.c")
      let sources = try EmittedFixture.sources(in: directory)
        .filter {
          !["_run.c", "_selftest.c", "_bench.c", "_generate.c"].contains(where: $0.hasSuffix)
        }
      let result = try ExternalCommand.run(
        ["gcc", "-std=c99", "-O1", "-o", "both"] + sources, in: directory)
      #expect(result.status == 0, "\(result.output)")
      #expect(try ExternalCommand.run(["./both"], in: directory).status == 0)
    }
  }
}
