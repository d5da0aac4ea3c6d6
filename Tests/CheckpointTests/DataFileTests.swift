import Checkpoint
import Foundation
import Model
import TensorFile
import TestSupport
import Testing

@Suite struct DataFileTests {
  private static let frames = ModelInput.frame(width: 2, value: ValueID(0))

  private func read(
    _ bytes: [UInt8], for input: ModelInput, name: String = "data.safetensors",
    layout: FrameLayout = .frameMajor
  ) throws -> DataSet {
    try withTemporaryDirectory { directory in
      try writeFile(bytes, to: "\(directory)/\(name)")
      return try DataFile.read(path: "\(directory)/\(name)", for: input, layout: layout)
    }
  }

  @Test func readsTokensOf32And64Bits() throws {
    for wide in [false, true] {
      var fixture = SafetensorsFixture()
      fixture.add("logits", shape: [1], floats: [0])
      if wide {
        fixture.add("input_ids", shape: [2, 3], int64: [0, 1, 2, 3, 4, 99])
      } else {
        fixture.add("input_ids", shape: [2, 3], int32: [0, 1, 2, 3, 4, 99])
      }
      let data = try read(fixture.bytes, for: .token(vocabulary: 100))
      #expect(data.sequences == .tokens([[0, 1, 2], [3, 4, 99]]))
      #expect(data.sequences.count == 2)
      #expect(data.sequences.positions == 6)
      #expect(data.labels == nil)
      #expect(data.hash == SHA256.hex(of: fixture.bytes))
    }
  }

  @Test func oneRowOfTokensIsOneSequence() throws {
    for shape in [[5], [1, 5]] {
      var fixture = SafetensorsFixture()
      fixture.add("input_ids", shape: shape, int32: [0, 1, 2, 3, 4])
      let data = try read(fixture.bytes, for: .token(vocabulary: 5))
      #expect(data.sequences == .tokens([[0, 1, 2, 3, 4]]))
    }
  }

  @Test func aTextMayStayWhole() throws {
    let bytes = [UInt8](repeating: 65, count: 1500)
    try withTemporaryDirectory { directory in
      try writeFile(bytes, to: directory + "/text")
      let data = try DataFile.read(
        path: directory + "/text", for: .token(vocabulary: 256), cutsText: false)
      #expect(data.sequences == .tokens([bytes.map { Int32($0) }]))
    }
  }

  @Test func readsFramesAndLabels() throws {
    var fixture = SafetensorsFixture()
    fixture.add("inputs", shape: [2, 3, 2], floats: (0..<12).map { Float($0) })
    let data = try read(fixture.bytes, for: Self.frames)
    #expect(
      data.sequences == .frames([[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]], width: 2))
    #expect(data.sequences.positions == 6)
    #expect(data.labels == nil)
    fixture.add("labels", shape: [2], int64: [7, 0])
    #expect(try read(fixture.bytes, for: Self.frames, name: "no-suffix").labels == [7, 0])
  }

  @Test(arguments: [[2, 3, 2], [2, 2, 3]])
  func turnsFeatureMajorSequencesIntoFrames(shape: [Int]) throws {
    var fixture = SafetensorsFixture()
    fixture.add("inputs", shape: shape, floats: (0..<12).map { Float($0) })
    let data = try read(fixture.bytes, for: Self.frames, layout: .featureMajor)
    #expect(
      data.sequences == .frames([[0, 3, 1, 4, 2, 5], [6, 9, 7, 10, 8, 11]], width: 2))
  }

  @Test(arguments: [(2, [2]), (511, [511]), (512, [512]), (513, [512]), (514, [512, 2])])
  func cutsTextIntoSequences(count: Int, lengths: [Int]) throws {
    var random = SeededRandom()
    let bytes: [UInt8] = random.integers(count, in: 0...255)
    let data = try read(bytes, for: .token(vocabulary: 256), name: "text")
    guard case .tokens(let sequences) = data.sequences else {
      Issue.record("no tokens")
      return
    }
    #expect(sequences.map(\.count) == lengths)
    #expect(sequences.flatMap { $0 } == bytes.prefix(lengths.reduce(0, +)).map { Int32($0) })
  }

  private struct Failure: CustomTestStringConvertible {
    var testDescription: String { message }
    var input: ModelInput
    var message: String
    var fixture = SafetensorsFixture()

    init(
      _ input: ModelInput, _ message: String, _ build: (inout SafetensorsFixture) -> Void
    ) {
      self.input = input
      self.message = message
      build(&fixture)
    }
  }

  private static let tokens = ModelInput.token(vocabulary: 10)

  private static let failures = [
    Failure(tokens, "the model needs a tensor 'input_ids', and the file has inputs, labels") {
      $0.add("labels", shape: [1], int32: [1])
      $0.add("inputs", shape: [1, 1, 1], floats: [1])
    },
    Failure(frames, "the model needs a tensor 'inputs', and the file has no tensors") { _ in },
    Failure(tokens, "tensor 'input_ids' has shape [3, 1, 1], expected [n, length] or [length]") {
      $0.add("input_ids", shape: [3, 1, 1], int32: [1, 2, 3])
    },
    Failure(tokens, "tensor 'input_ids' of shape [0] holds no sequence") {
      $0.add("input_ids", shape: [0], int32: [])
    },
    Failure(tokens, "sequence 0 holds token 10 at position 2, outside the vocabulary 0..<10") {
      $0.add("input_ids", shape: [4], int32: [0, 9, 10, 0])
    },
    Failure(tokens, "tensor 'input_ids' of shape [1000000000000, 0] holds no sequence") {
      $0.add("input_ids", shape: [1_000_000_000_000, 0], int32: [])
    },
    Failure(tokens, "sequence 1 holds token 10 at position 0, outside the vocabulary 0..<10") {
      $0.add("input_ids", shape: [2, 2], int32: [0, 9, 10, 0])
    },
    Failure(tokens, "sequence 0 holds token -1 at position 1, outside the vocabulary 0..<10") {
      $0.add("input_ids", shape: [2, 2], int64: [0, -1, 10, 0])
    },
    Failure(
      tokens, "tensor 'input_ids' holds 4294967296 at element 1, which does not fit in 32 bits"
    ) { $0.add("input_ids", shape: [1, 2], int64: [0, 1 << 32]) },
    Failure(tokens, "tensor 'input_ids' has type F32, expected I32 or I64") {
      $0.add("input_ids", shape: [1, 1], floats: [1])
    },
    Failure(frames, "tensor 'inputs' has shape [1, 2], expected [n, length, width]") {
      $0.add("inputs", shape: [1, 2], floats: [1, 2])
    },
    Failure(
      frames,
      "tensor 'inputs' of shape [1, 1, 3] has 3 features in a frame, "
        + "and the model takes 2"
    ) { $0.add("inputs", shape: [1, 1, 3], floats: [1, 2, 3]) },
    Failure(frames, "tensor 'inputs' of shape [0, 4, 2] holds no sequence") {
      $0.add("inputs", shape: [0, 4, 2], floats: [])
    },
    Failure(
      frames, "sequence 1 holds inf at position 2, feature 1; inputs must be finite"
    ) { $0.add("inputs", shape: [2, 3, 2], floats: (0..<12).map { $0 == 11 ? .infinity : 0 }) },
    Failure(frames, "tensor 'labels' has shape [2, 1], expected [2] as there are 2 sequences") {
      $0.add("inputs", shape: [2, 1, 2], floats: [0, 0, 0, 0])
      $0.add("labels", shape: [2, 1], int32: [0, 0])
    },
    Failure(frames, "sequence 1 has the label -3; labels count from 0") {
      $0.add("inputs", shape: [2, 1, 2], floats: [0, 0, 0, 0])
      $0.add("labels", shape: [2], int32: [0, -3])
    },
  ]

  @Test(arguments: failures.indices)
  func explainsWhatIsWrong(index: Int) throws {
    let failure = Self.failures[index]
    try withTemporaryDirectory { directory in
      let path = directory + "/data.safetensors"
      try writeFile(failure.fixture.bytes, to: path)
      let text = errorText { _ = try DataFile.read(path: path, for: failure.input) }
      #expect(text == "'\(path)': " + failure.message)
    }
  }

  @Test func explainsWhatIsWrongWithText() throws {
    func message(_ text: String, _ input: ModelInput) throws -> String? {
      try withTemporaryDirectory { directory in
        try writeFile(text, to: directory + "/t")
        let text = errorText { _ = try DataFile.read(path: directory + "/t", for: input) }
        return text?.replacingOccurrences(of: directory, with: "DIR")
      }
    }
    #expect(
      try message("text", .token(vocabulary: 257))
        == "'DIR/t': plain text serves byte-level models only, and this one has a vocabulary "
        + "of 257; give a safetensors file with 'input_ids' int32 [n, length]")
    #expect(
      try message("text", Self.frames)
        == "'DIR/t': is no safetensors file, and the model takes frames; "
        + "give a safetensors file with 'inputs' float32 [n, length, width]")
    #expect(
      try message("x", .token(vocabulary: 256))
        == "'DIR/t': is a text of 1 bytes, and at least 2 are needed here")
    #expect(
      try message("ab~", .token(vocabulary: 101))
        == "'DIR/t': byte 126 at offset 2 is outside the vocabulary 0..<101")
  }
}
