@testable import Emission
import Foundation
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

/// Kernels of two targets do not come into one program.
struct KernelSetTests {
  /// Builds a library of each package and links both with a program that starts both models.
  private func link(_ targets: [String], threads: [Int], in root: String) throws
    -> (status: Int32, output: String)
  {
    let programs = [TinyPrograms.language(seed: 5), TinyPrograms.classifier(seed: 6)]
    let names = ["first", "second"]
    for index in 0..<2 {
      let options = EmissionOptions(
        prefix: names[index], golden: EmittedFixture.golden(for: programs[index]),
        threads: threads[index])
      let target = try TargetDescription.find(targets[index])
      try PackageWriter.write(
        Emitter.emit(programs[index], target: target, options: options),
        to: "\(root)/\(names[index])")
      let made = try ExternalCommand.run(
        ["make", "-s", "-C", names[index], "lib", "OPT=-O1 -ffunction-sections"], in: root)
      #expect(made.status == 0, "\(made.output)")
    }
    try writeFile(EmittedFixture.programOfTwo, to: root + "/both.c")
    let linked = try ExternalCommand.run(
      [
        "gcc", "-std=c99", "-O1", "-pthread", "-Wl,--gc-sections", "-o", "both", "-Ifirst",
        "-Isecond", "both.c", "first/libfirst.a", "second/libsecond.a",
      ], in: root)
    return (linked.status, linked.output)
  }

  #if arch(x86_64)
    @Test func twoTargetsDoNotLinkIntoOneProgram() throws {
      try withTemporaryDirectory { root in
        let linked = try link(["host", "x86-64-v3"], threads: [1, 1], in: root)
        #expect(linked.status != 0)
        #expect(
          linked.output.contains("multiple definition of `adder_kernel_sets_do_not_mix'"),
          "\(linked.output)")
      }
    }
  #endif

  @Test func packagesOfOneTargetShareTheirKernels() throws {
    try withTemporaryDirectory { root in
      let linked = try link(["host", "host"], threads: [1, 3], in: root)
      #expect(linked.status == 0, "\(linked.output)")
      #expect(try ExternalCommand.run([root + "/both"], in: root).status == 0)
    }
  }

  @Test func namesTellKernelsApart() throws {
    var kernels: [String: [String]] = [:]
    for target in try TargetDescription.list() {
      let name = try KernelLibrary(target).kernelSet
      #expect(kernels.updateValue(target.kernels, forKey: name) ?? target.kernels == target.kernels)
      #expect(name.wholeMatch(of: #/adder_kernels_[0-9a-f]{8}_[a-z0-9_]+/#) != nil, "\(name)")
    }
    // C99 lets linkers take 31 characters only.
    #expect(Set(kernels.keys.map { $0.prefix(31) }).count == kernels.count)
    #expect(kernels.count == Set(kernels.values).count)
    let board = try KernelLibrary(TargetDescription.find("raspberry-pi-5"))
    let base = try KernelLibrary(TargetDescription.find("aarch64-dotprod"))
    #expect(board.kernelSet == base.kernelSet)
  }

  @Test func everyPackageHasItsName() throws {
    for program in EmittedFixture.programs {
      let files = try EmittedFixture.emit(program, prefix: "m", target: "armv7-neon")
      let name = try KernelLibrary(TargetDescription.find("armv7-neon")).kernelSet
      let header = EmittedFixture.text("adder_kernel_set.h", in: files)
      #expect(header.contains("#define ADDER_KERNEL_SET \(name)\n"))
      #expect(EmittedFixture.text("m.c", in: files).contains("  ADDER_KERNEL_SET();\n"))
      for path in ["Makefile", "CMakeLists.txt", "zephyr/CMakeLists.txt", "MANIFEST"] {
        #expect(EmittedFixture.text(path, in: files).contains("adder_kernel_set."), "\(path)")
      }
    }
  }
}
