import TestSupport
import Testing

@Test func exampleCreatesTheDirectoryAndWritesTheModel() throws {
  try withTemporaryDirectory { directory in
    let output = directory + "/a/model"
    let adder = try AdderProcess("example", "--output", output)
    #expect(adder.status == 0)
    #expect(adder.errors == "")
    let names = ["calibration.txt", "config.json", "held-out.txt", "model.safetensors"]
    #expect(adder.text == names.map { "\(output)/\($0)\n" }.joined())
    for (name, passages) in [("calibration.txt", 12), ("held-out.txt", 4)] {
      let text = try readFile("\(output)/\(name)")
      #expect(text.count == passages * 1024)
      #expect(text.allSatisfy { $0 == 10 || (32..<127).contains($0) })
    }
  }
}

@Test func exampleDoesNotWriteIntoAFile() throws {
  try withTemporaryDirectory { directory in
    let path = directory + "/file"
    try writeFile("kept", to: path)
    let adder = try AdderProcess("example", "--output", path)
    #expect(adder.status == 74)
    #expect(adder.errors == "adder: error: cannot write '\(path)': it is not a directory\n")
    #expect(try readFile(path) == Array("kept".utf8))
  }
}
