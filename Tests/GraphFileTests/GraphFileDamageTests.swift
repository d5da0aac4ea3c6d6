import FuzzTargets
import GraphFile
import Program
import ProgramFixtures
import TensorFile
import TestSupport
import Testing

/// Damaged and forged graphs give an error or an accepted program, never a trap or a hang.
struct GraphFileDamageTests {
  private let programs = [
    TinyPrograms.language(seed: 1), TinyPrograms.classifier(seed: 2, shape: .odd),
    TinyPrograms.image(seed: 3, shape: .smallest),
  ]

  @Test func damagedBytesAreErrors() throws {
    var random = SeededRandom()
    try withTemporaryDirectory { directory in
      let path = directory + "/graph"
      for program in programs {
        try GraphFile.write(program, to: path)
        let bytes = try readFile(path)
        for _ in 0..<300 {
          let damaged = mutated(bytes, &random)
          try writeFile(damaged, to: path)
          // White space of the header and its order of tensors are not part of the checksum.
          if let accepted = try? GraphFile.read(path) { #expect(accepted == program) }
        }
      }
    }
  }

  @Test func truncatedFilesAreErrors() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/graph"
      try GraphFile.write(programs[1], to: path)
      let bytes = try readFile(path)
      for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
        try writeFile(Array(bytes.prefix(count)), to: path)
        #expect(throws: GraphFileError.self) { try GraphFile.read(path) }
      }
    }
  }

  @Test func forgedProgramsAreErrorsOrAccepted() throws {
    var random = SeededRandom()
    var accepted = 0
    var reachedVerifier = 0
    for program in programs {
      let original = try Forgery(program)
      let strings = original.program.strings + ["", "x"]
      for _ in 0..<300 {
        var forgery = original
        for _ in 0...random.int(0...1) { forgery.program.mutate(&random, strings: strings) }
        do {
          let program = try forgery.read()
          #expect(!program.dump().isEmpty)
          accepted += 1
        } catch GraphFileError.rejected {
          reachedVerifier += 1
        } catch is GraphFileError {
          // The decoder has seen it.
        }
      }
    }
    #expect(accepted > 20)
    #expect(reachedVerifier > 60)
  }

  @Test func forgedTensorsAreErrorsOrAccepted() throws {
    var random = SeededRandom()
    for program in programs {
      let original = try Forgery(program)
      for _ in 0..<200 {
        var forgery = original
        let index = random.int(0...forgery.tensors.count - 1)
        let size = forgery.tensors[index].type.size
        let element = random.int(0...forgery.tensors[index].bytes.count / size - 1)
        for byte in 0..<size {
          let extremes: [UInt8] = [
            0, 255, byte == size - 1 ? 128 : 0, byte == size - 1 ? 127 : 255,
          ]
          forgery.tensors[index].bytes[element * size + byte] = extremes[random.int(0...3)]
        }
        do { _ = try forgery.read() } catch is GraphFileError {}
      }
    }
  }
}
