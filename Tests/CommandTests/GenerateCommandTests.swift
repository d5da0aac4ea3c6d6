import Foundation
import TestSupport
import Testing

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
