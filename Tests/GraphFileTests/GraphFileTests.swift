import GraphFile
import Program
import ProgramFixtures
import TensorFile
import TestSupport
import Testing

struct GraphFileTests {
  static let programs = [
    TinyPrograms.language(seed: 1), TinyPrograms.classifier(seed: 2),
    TinyPrograms.language(seed: 3, shape: .odd), TinyPrograms.classifier(seed: 4, shape: .odd),
    TinyPrograms.language(seed: 5, shape: .smallest),
    TinyPrograms.classifier(seed: 6, shape: .smallest),
    TinyPrograms.language(seed: 7, shape: .fourBits), TinyPrograms.image(seed: 8),
    TinyPrograms.image(seed: 9, shape: .odd, rows: nil),
  ]

  @Test(arguments: programs.indices) func readInvertsWrite(index: Int) throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/graph.safetensors"
      try GraphFile.write(Self.programs[index], to: path)
      #expect(try GraphFile.read(path) == Self.programs[index])
    }
  }

  @Test func equalProgramsGiveEqualBytes() throws {
    try withTemporaryDirectory { directory in
      let program = Self.programs[0]
      try GraphFile.write(program, to: directory + "/a")
      try GraphFile.write(GraphFile.read(directory + "/a"), to: directory + "/b")
      #expect(try readFile(directory + "/a") == readFile(directory + "/b"))
    }
  }

  @Test func rejectedProgramIsNotWritten() throws {
    try withTemporaryDirectory { directory in
      var program = Self.programs[0]
      program.name = "Tiny"
      program.labels = ["one"]
      let error = #expect(throws: GraphFileError.self) {
        try GraphFile.write(program, to: "graph")
      }
      #expect(
        error?.description == """
          'graph' breaks the rules of integer programs:
            program: "Tiny" is no name: use at most 63 lower-case letters, digits and single \
          underscores, a letter first, no C or C++ keyword
            program: 1 labels for 11 logits; give one for each, or none
          """)
    }
  }

  @Test func textsOfOriginsAndLabelsAreKept() throws {
    try withTemporaryDirectory { directory in
      var program = Self.programs[1]
      program.labels = ["\"quoted\" \\", "naïve 日本", "*/ /* ??/"]
      program.provenance.options = []
      program.provenance.calibrationFiles = 3
      program.constants[0].origin.layer = nil
      program.constants[1].origin.layer = 7
      program.buffers[2].scale = 1e-300
      program.buffers[3].scale = nil
      try GraphFile.write(program, to: directory + "/g")
      #expect(try GraphFile.read(directory + "/g") == program)
    }
  }
}
