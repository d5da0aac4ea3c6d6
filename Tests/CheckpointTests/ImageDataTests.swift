import Checkpoint
import Model
import TestSupport
import Testing

@Suite struct ImageDataTests {
  private static func input(
    _ layout: ImageLayout = .heightWidthChannels, channels: Int = 2
  ) -> ModelInput {
    .image(
      ImageInput(
        height: 3, width: 4, channels: channels, patch: 1, stride: 1,
        mean: Array(repeating: 0, count: channels),
        deviation: Array(repeating: 1, count: channels), layout: layout, classRows: [],
        value: ValueID(0)))
  }

  private func read(_ file: SafetensorsFixture, for input: ModelInput) throws -> DataSet {
    try withTemporaryDirectory { directory in
      try writeFile(file.bytes, to: directory + "/data")
      return try DataFile.read(path: directory + "/data", for: input)
    }
  }

  private func file(_ shape: [Int], _ bytes: [UInt8]) -> SafetensorsFixture {
    var file = SafetensorsFixture()
    file.add("inputs", type: "U8", shape: shape, bytes: bytes)
    return file
  }

  @Test(arguments: ImageLayout.allCases)
  func bothOrdersGiveTheSameModelInput(layout: ImageLayout) throws {
    var random = SeededRandom()
    let (size, channels, count) = (12, 2, 3)
    let interleaved: [UInt8] = random.integers(count * size * channels, in: 0...255)
    let planar = (0..<count).flatMap { image in
      (0..<channels).flatMap { channel in
        (0..<size).map { interleaved[(image * size + $0) * channels + channel] }
      }
    }
    let stored = layout == .heightWidthChannels ? interleaved : planar
    let bytes = size * channels
    let expected = Sequences.images(
      (0..<count).map { Array(stored[$0 * bytes..<($0 + 1) * bytes]) })
    let input = Self.input(layout)
    #expect(try read(file([count, 3, 4, 2], interleaved), for: input).sequences == expected)
    #expect(try read(file([count, 2, 3, 4], planar), for: input).sequences == expected)
  }

  @Test(arguments: ImageLayout.allCases)
  func oneChannelNeedsNoDimension(layout: ImageLayout) throws {
    var random = SeededRandom()
    let bytes: [UInt8] = random.integers(24, in: 0...255)
    let input = Self.input(layout, channels: 1)
    for shape in [[2, 3, 4], [2, 3, 4, 1], [2, 1, 3, 4]] {
      var file = file(shape, bytes)
      file.add("labels", shape: [2], int64: [1, 0])
      let data = try read(file, for: input)
      #expect(data.sequences == .images([Array(bytes[..<12]), Array(bytes[12...])]))
      #expect(data.labels == [1, 0])
      #expect(data.sequences.positions == 2)
    }
  }

  private static let failures: [(shape: [Int], message: String)] = [
    ([24], "tensor 'inputs' has shape [24], expected [n, 3, 4, 2]"),
    ([], "tensor 'inputs' has shape [], expected [n, 3, 4, 2]"),
    ([1, 4, 3, 2], "tensor 'inputs' has shape [1, 4, 3, 2], expected [n, 3, 4, 2]"),
    ([1, 3, 4], "tensor 'inputs' has shape [1, 3, 4], expected [n, 3, 4, 2]"),
    ([0, 3, 4, 2], "tensor 'inputs' of shape [0, 3, 4, 2] holds no sequence"),
  ]

  @Test(arguments: failures.indices)
  func explainsWrongShapes(index: Int) throws {
    let (shape, message) = Self.failures[index]
    let file = file(shape, Array(repeating: 0, count: shape.reduce(1, *)))
    let text = try text(file, for: Self.input())
    #expect(text == "'DATA': " + message)
  }

  @Test func explainsOtherData() throws {
    var floats = SafetensorsFixture()
    floats.add("inputs", shape: [1, 3, 4, 2], floats: Array(repeating: 0, count: 24))
    #expect(
      try text(floats, for: Self.input())
        == "'DATA': tensor 'inputs' has type F32, expected U8")
    var tokens = SafetensorsFixture()
    tokens.add("input_ids", shape: [1, 1], int32: [0])
    #expect(
      try text(tokens, for: Self.input())
        == "'DATA': the model needs a tensor 'inputs', and the file has input_ids")
    var labels = file([1, 3, 4, 2], Array(repeating: 0, count: 24))
    labels.add("labels", shape: [2], int32: [0, 1])
    #expect(
      try text(labels, for: Self.input())
        == "'DATA': tensor 'labels' has 2 labels, and there are 1 sequences")
    #expect(
      try text(Array("text".utf8), for: Self.input())
        == "'DATA': is no safetensors file, and the model takes images; "
        + "give a safetensors file with 'inputs' uint8 [n, height, width, channels]")
  }

  private func text(_ file: SafetensorsFixture, for input: ModelInput) throws -> String? {
    try text(file.bytes, for: input)
  }

  private func text(_ bytes: [UInt8], for input: ModelInput) throws -> String? {
    try withTemporaryDirectory { directory in
      try writeFile(bytes, to: directory + "/data")
      let text = errorText { _ = try DataFile.read(path: directory + "/data", for: input) }
      return text?.replacing(directory + "/data", with: "DATA")
    }
  }
}
