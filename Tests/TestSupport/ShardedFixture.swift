/// A checkpoint fixture cut into two files with an index.
package struct ShardedFixture {
  package static let files = [
    "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
  ]

  package var config: String
  package var shards = [SafetensorsFixture(), SafetensorsFixture()]
  /// Tensor names and file names.
  package var map: [(tensor: String, file: String)] = []

  package init(_ fixture: CheckpointFixture) {
    config = fixture.config
    for (index, entry) in fixture.tensors.entries.enumerated() {
      shards[index % 2].entries.append(entry)
      map.append((entry.name, Self.files[index % 2]))
    }
  }

  package var index: String {
    let members = map.map { "\"\($0.tensor)\": \"\($0.file)\"" }
    return "{\"metadata\": {\"total_size\": 1}, \"weight_map\": {"
      + members.joined(separator: ", ") + "}}"
  }

  package func write(to directory: String) throws {
    try writeFile(config, to: directory + "/config.json")
    try writeFile(index, to: directory + "/model.safetensors.index.json")
    for (name, shard) in zip(Self.files, shards) {
      try writeFile(shard.bytes, to: directory + "/" + name)
    }
  }
}
