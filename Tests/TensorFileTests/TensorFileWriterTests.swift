import Foundation
import TensorFile
import TestSupport
import Testing

@Suite struct TensorFileWriterTests {
  private static let tensors = [
    TensorContent(name: "second \"quoted\"", shape: [3], int8: [-128, 0, 127]),
    TensorContent(name: "first", shape: [2, 1], int32: [.min, .max]),
    TensorContent(name: "half", shape: [1], int16: [-2]),
    TensorContent(name: "float", shape: [], float32: [0.5]),
    TensorContent(name: "raw", type: .uint8, shape: [0], bytes: []),
  ]
  private static let metadata = ["b": "line\nbreak", "a": "{\"json\": [1]}", "c": "ä"]

  @Test func readsBackWhatItWrites() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/t.safetensors"
      try TensorFileWriter.write(Self.tensors, metadata: Self.metadata, to: path)
      let file = try TensorFile(path: path)
      #expect(file.metadata == Self.metadata)
      #expect(file.names == Self.tensors.map(\.name))
      for tensor in Self.tensors {
        #expect(try file.bytes(tensor.name) == tensor.bytes)
        #expect(file.entry(tensor.name)?.shape == tensor.shape)
        #expect(file.entry(tensor.name)?.type == tensor.type)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["t.safetensors"])
    }
  }

  @Test func writesTheSameBytesForTheSameContent() throws {
    try withTemporaryDirectory { directory in
      try TensorFileWriter.write(Self.tensors, metadata: Self.metadata, to: directory + "/a")
      try TensorFileWriter.write(Self.tensors, metadata: Self.metadata, to: directory + "/b")
      let bytes = try readFile(directory + "/a")
      #expect(try readFile(directory + "/b") == bytes)
      let start = #"{"__metadata__":{"a":"{\"json\": [1]}","b":"line\nbreak","c":"ä"},"#
      #expect(bytes[8...].starts(with: Array(start.utf8)))
    }
  }

  @Test func startsTheDataAtAMultipleOfEight() throws {
    try withTemporaryDirectory { directory in
      for length in 1...9 {
        let name = String(repeating: "n", count: length)
        try TensorFileWriter.write(
          [TensorContent(name: name, shape: [1], int8: [1])], to: directory + "/t")
        #expect(try readFile(directory + "/t").count % 8 == 1)
      }
    }
  }

  @Test func leavesNothingBehindWhenItFails() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/taken"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let folder = errorText { try AtomicFile.write([1], to: path) }
      #expect(folder == "cannot write '\(path)': it is a directory")
      let missing = errorText {
        try AtomicFile.write([1], to: directory + "/none/file")
      }
      #expect(missing == "cannot write '\(directory)/none/file': No such file or directory")
      let device = errorText {
        try AtomicFile.write([1], to: "/dev/full")
      }
      #expect(device == "cannot write '/dev/full': it is not a regular file")
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["taken"])
    }
  }

  @Test func replacesAnExistingFile() throws {
    try withTemporaryDirectory { directory in
      try AtomicFile.write([1, 2, 3], to: directory + "/file")
      try AtomicFile.write(parts: 3, to: directory + "/file") { [[4], [], [5]][$0] }
      #expect(try readFile(directory + "/file") == [4, 5])
    }
  }
}
