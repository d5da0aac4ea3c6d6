import TestSupport

/// A checkpoint fixture cut into two files with an index.
struct ShardedFixture {
  static let files = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]

  var config: String
  var shards = [SafetensorsFixture(), SafetensorsFixture()]
  /// Tensor names and file names.
  var map: [(tensor: String, file: String)] = []

  init(_ fixture: CheckpointFixture) {
    config = fixture.config
    for (index, entry) in fixture.tensors.entries.enumerated() {
      shards[index % 2].entries.append(entry)
      map.append((entry.name, Self.files[index % 2]))
    }
  }

  var index: String {
    let members = map.map { "\"\($0.tensor)\": \"\($0.file)\"" }
    return "{\"metadata\": {\"total_size\": 1}, \"weight_map\": {"
      + members.joined(separator: ", ") + "}}"
  }

  func write(to directory: String) throws {
    try writeFile(config, to: directory + "/config.json")
    try writeFile(index, to: directory + "/model.safetensors.index.json")
    for (name, shard) in zip(Self.files, shards) {
      try writeFile(shard.bytes, to: directory + "/" + name)
    }
  }
}
