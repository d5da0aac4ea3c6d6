import Checkpoint
import Model
import TestSupport

/// Published models of each family.
enum CheckpointSeeds {
  /// Writes the checkpoint of a family into a directory.
  static let families: [(name: String, write: @Sendable (String) throws -> Void)] = [
    ("mamba", { try CheckpointFixture.languageModel("fuzz").write(to: $0) }),
    ("falcon", { try CheckpointFixture.falconMamba("fuzz").write(to: $0) }),
    ("original", { try CheckpointFixture.original("fuzz").write(to: $0) }),
    ("classifier", { try CheckpointFixture.classifier("fuzz").write(to: $0) }),
    ("plain", { try CheckpointFixture.plainClassifier("fuzz").write(to: $0) }),
    ("heads", { try Mamba2Fixture(name: "fuzz").write(to: $0) }),
    ("vision", { try VisionFixture(name: "fuzz").write(to: $0) }),
    ("sharded", { try ShardedFixture(.languageModel("fuzz")).write(to: $0) }),
  ]

  static let directories: [String] = families.compactMap { family in
    guard let path = try? ScratchDirectory.path(family.name), (try? family.write(path)) != nil
    else { return nil }
    return path
  }

  /// Inputs that choose a family by their first byte; `file` of it follows.
  static func inputs(_ file: String, _ families: Range<Int>) throws -> [[UInt8]] {
    try families.map { [UInt8($0)] + (try readFile(directories[$0] + "/" + file)) }
  }

  /// Loads the family that the first byte chooses with `file` replaced by the rest.
  static func load(_ bytes: [UInt8], as file: String, _ families: Range<Int>) throws {
    var reader = InputReader(bytes)
    let family = families.lowerBound + reader.byte() % families.count
    let path = directories[family] + "/" + file
    let original = try readFile(path)
    defer { try? ScratchDirectory.overwrite(path, original) }
    try ScratchDirectory.overwrite(path, reader.remainder())
    _ = try Checkpoint.load(directory: directories[family])
  }
}

extension FuzzTarget {
  static let config = FuzzTarget(
    "config", covers: ["Sources/Checkpoint"],
    seeds: { try CheckpointSeeds.inputs("config.json", 0..<7) }
  ) { try CheckpointSeeds.load($0, as: "config.json", 0..<7) }

  static let checkpoint = FuzzTarget(
    "checkpoint", covers: ["Sources/Checkpoint"],
    seeds: { try CheckpointSeeds.inputs("model.safetensors", 0..<7) }
  ) { try CheckpointSeeds.load($0, as: "model.safetensors", 0..<7) }

  static let shardIndex = FuzzTarget(
    "shard-index", covers: ["Sources/Checkpoint"],
    seeds: {
      try CheckpointSeeds.inputs("model.safetensors.index.json", 7..<8)
    }
  ) { try CheckpointSeeds.load($0, as: "model.safetensors.index.json", 7..<8) }

  private static let inputs: [ModelInput] = [
    .token(vocabulary: 256), .token(vocabulary: 100), .frame(width: 2, value: ValueID(0)),
    .frame(width: 5, value: ValueID(0)),
    .image(
      ImageInput(
        height: 4, width: 3, channels: 2, patch: 2, stride: 1, mean: [0, 0], deviation: [1, 1],
        layout: .heightWidthChannels, classRows: [], value: ValueID(0))),
  ]

  static let data = FuzzTarget(
    "data", covers: ["Sources/Checkpoint"],
    seeds: {
      var tokens = SafetensorsFixture()
      tokens.add("input_ids", shape: [2, 4], int32: [0, 1, 2, 3, 4, 5, 99, 7])
      var frames = SafetensorsFixture()
      frames.add("inputs", shape: [2, 3, 2], floats: (0..<12).map { Float($0) })
      frames.add("labels", shape: [2], int64: [0, 1])
      var images = SafetensorsFixture()
      images.add("inputs", type: "U8", shape: [1, 4, 3, 2], bytes: [UInt8](0..<24))
      return [
        [0] + Array("some text that is read\nbyte by byte".utf8), [1] + tokens.bytes,
        [2] + frames.bytes, [4] + images.bytes, [2 + 8] + frames.bytes,
      ]
    }
  ) { bytes in
    var reader = InputReader(bytes)
    let choice = reader.byte()
    try ScratchDirectory.withFile(reader.remainder(), "data") { path in
      _ = try DataFile.read(
        path: path, for: inputs[choice % 8 % inputs.count],
        layout: choice & 8 == 0 ? .frameMajor : .featureMajor,
        shortestText: choice & 16 == 0 ? 2 : 1, cutsText: choice & 32 == 0)
    }
  }
}
