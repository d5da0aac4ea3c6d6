import Emission
import Foundation
import GraphFile
import ProgramFixtures
import TestSupport
import Testing

@testable import adder

@Test func generateWritesTheSamePackageTwice() throws {
  try Shakespeare.with { model in
    let directories = ["one", "two"].map { model.directory + "/" + $0 }
    for directory in directories {
      let adder = try AdderProcess(
        "generate", model.graph, "--target", "host", "--output", directory, "--prefix", "bard")
      #expect(adder.status == 0, "\(adder.errors)")
    }
    #expect(FileManager.default.fileExists(atPath: directories[0] + "/bard.h"))
    #expect(FileManager.default.contentsEqual(atPath: directories[0], andPath: directories[1]))
  }
}

@Test(arguments: [
  EmissionError.section("a b\""), .sectionOfBlob(".ext"), .alignment(24), .threads(0),
  .prefix("A"), .takenPrefix("int"),
])
func whatACommandLineCannotAskForExitsWith64(error: EmissionError) {
  #expect(ExitCode.status(of: error) == 64)
}

@Test func theWorkingDirectoryIsNotReplaced() throws {
  try withTemporaryDirectory { directory in
    try FileManager.default.createDirectory(
      atPath: directory + "/c/below", withIntermediateDirectories: true)
    for (folder, output) in [("c", "."), ("c/below", ".."), ("c", "../c/")] {
      let adder = try ExternalCommand.run(
        [
          AdderProcess.path, "generate", directory + "/any.graph", "--target", "host", "--output",
          output,
        ],
        in: directory + "/" + folder)
      #expect(adder.status == 74)
      #expect(
        adder.output == "adder: error: cannot write '\(output)': it is the working directory or "
          + "above it, and would be replaced; change to another directory, or give another one\n")
    }
  }
}

@Test func aLinkToAPackageStays() throws {
  try withTemporaryDirectory { directory in
    let manager = FileManager.default
    let (package, link) = (directory + "/c", directory + "/link")
    try manager.createSymbolicLink(atPath: link, withDestinationPath: "c")
    let graph = directory + "/tiny.graph"
    try GraphFile.write(TinyPrograms.language(seed: 1), to: graph)
    for output in [package, link] {
      let adder = try AdderProcess(
        "generate", graph, "--target", "host", "--prefix", "m", "--output", output)
      #expect(adder.status == 0, "\(adder.errors)")
    }
    #expect(try manager.destinationOfSymbolicLink(atPath: link) == "c")
    #expect(manager.fileExists(atPath: package + "/m.h"))
  }
}

@Test func anUnknownTargetIsAUsageErrorThatListsTheTargets() throws {
  try Shakespeare.with { model in
    let output = model.directory + "/c"
    let adder = try AdderProcess(
      "generate", model.graph, "--target", "z80", "--output", output)
    #expect(adder.status == 64)
    #expect(adder.errors.hasPrefix("adder: error: unknown target 'z80'; the targets are host, "))
    #expect(!FileManager.default.fileExists(atPath: output))
  }
}
