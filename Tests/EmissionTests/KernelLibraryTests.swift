@testable import Emission
import ProgramFixtures
import TargetDescription
import Testing

@Test func everyTargetHasItsKernelsAndPacking() throws {
  for target in try TargetDescription.list() {
    let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1), target: target.id)
    let paths = files.map(\.path)
    #expect(paths.contains("adder_kernels.h") && paths.contains("adder_fixed.h"))
    #expect(Set(paths).count == paths.count, "\(target.id)")
    let text = files.map { String(decoding: $0.bytes, as: UTF8.self) }
    for line in text.joined(separator: "\n").split(separator: "\n")
    where line.hasPrefix("#include \"") {
      let name = String(line.split(separator: "\"")[1])
      #expect(paths.contains(name), "\(target.id): \(name)")
    }
  }
}

@Test func portableKernelsUseNoVectors() throws {
  let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1))
  #expect(files.allSatisfy { !$0.usesVectors })
}

@Test func unknownDirectoriesFallThroughToPortable() throws {
  var target = try TargetDescription.find("host")
  target.kernels = ["none", "portable"]
  let library = try KernelLibrary(target)
  #expect(library.packing.int8.rows == 1)
  #expect(
    try library.closure(of: ["adder_mean.c"]).map(\.path) == ["adder_kernels.h", "adder_mean.c"])
  let error = #expect(throws: EmissionError.self) { try library.closure(of: ["adder_x.c"]) }
  #expect(
    error?.description
      == "Runtime-C/none/adder_x.c is not part of this executable; run .ci/list-assets and build "
      + "again")
}
