import Emission
import Foundation
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

@Test(arguments: EmittedFixture.compilers, EmittedFixture.programs.indices)
func includedTablesGiveTheSameProgram(compiler: String, index: Int) throws {
  let program = EmittedFixture.programs[index]
  let host = try TargetDescription.find("host")
  var outputs: [String] = []
  for weights in WeightsPlacement.allCases {
    let options = EmissionOptions(
      golden: EmittedFixture.golden(for: program), weights: weights)
    let files = try Emitter.emit(program, target: host, options: options)
    #expect(files.contains { $0.path.hasSuffix("_weights.bin") } == (weights != .array))
    try withTemporaryDirectory { root in
      try PackageWriter.write(files, to: root + "/package")
      // The golden of the fixture is wrong, so the self-test says which logit it met.
      let check = try ExternalCommand.run(
        ["make", "-s", "check", "CC=\(compiler)", "OPT=-O1 -Werror"], in: root + "/package")
      outputs += check.output.split(separator: "\n").map(String.init)
        .filter { $0.contains("_selftest: FAIL ") }
    }
  }
  #expect(Set(outputs).count == 1 && outputs.count == 3, "\(outputs)")
}

@Test func aPackageWithIncludedTablesIsReplaced() throws {
  let program = TinyPrograms.language(seed: 1)
  let host = try TargetDescription.find("host")
  let golden = EmittedFixture.golden(for: program)
  try withTemporaryDirectory { root in
    let directory = root + "/package"
    for weights in [WeightsPlacement.incbin, .array, .blob, .incbin] {
      let files = try Emitter.emit(
        program, target: host, options: EmissionOptions(golden: golden, weights: weights))
      try PackageWriter.write(files, to: directory)
      let result = try ExternalCommand.run(["make", "-s", "all"], in: directory)
      #expect(result.status == 0, "\(result.output)")
    }
  }
}
