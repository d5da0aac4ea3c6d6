import Checkpoint
import Model
import TestSupport
import Testing

/// Damaged and forged files end in an error or in a model; never in a trap, a hang or a huge
/// allocation.
@Suite struct CheckpointMutationTests {
  @Test(.timeLimit(.minutes(1))) func survivesMutatedWeights() throws {
    var random = SeededRandom()
    let fixtures = [CheckpointFixture.languageModel(), .classifier(), .plainClassifier()]
    try withTemporaryDirectory { directory in
      var failures = 0
      for round in 0..<300 {
        let fixture = fixtures[round % fixtures.count]
        try fixture.write(to: directory)
        let bytes = mutated(fixture.tensors.bytes, &random)
        try writeFile(bytes, to: directory + "/model.safetensors")
        failures += errorText { _ = try Checkpoint.load(directory: directory) } == nil ? 0 : 1
      }
      #expect(failures > 100)
    }
  }

  @Test(.timeLimit(.minutes(1))) func survivesMutatedSettings() throws {
    var random = SeededRandom()
    let fixtures = [
      CheckpointFixture.languageModel(), .original(), .classifier(), .plainClassifier(),
    ]
    try withTemporaryDirectory { directory in
      var failures = 0
      for round in 0..<400 {
        let fixture = fixtures[round % fixtures.count]
        try fixture.write(to: directory)
        let bytes = mutated(Array(fixture.config.utf8), &random)
        try writeFile(bytes, to: directory + "/config.json")
        failures += errorText { _ = try Checkpoint.load(directory: directory) } == nil ? 0 : 1
      }
      #expect(failures > 200)
    }
  }

  @Test(.timeLimit(.minutes(1))) func survivesMutatedIndices() throws {
    var random = SeededRandom()
    let fixture = ShardedFixture(.languageModel())
    try withTemporaryDirectory { directory in
      try fixture.write(to: directory)
      for _ in 0..<200 {
        let bytes = mutated(Array(fixture.index.utf8), &random)
        try writeFile(bytes, to: directory + "/model.safetensors.index.json")
        _ = errorText { _ = try Checkpoint.load(directory: directory) }
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func survivesMutatedDataFiles() throws {
    var random = SeededRandom()
    var tokens = SafetensorsFixture()
    tokens.add("input_ids", shape: [4, 8], int32: random.integers(32, in: 0...99))
    var frames = SafetensorsFixture()
    frames.add("inputs", shape: [4, 3, 2], floats: random.floats(24))
    frames.add("labels", shape: [4], int64: [0, 1, 2, 3])
    let cases = [
      (tokens, ModelInput.token(vocabulary: 100)), (frames, .frame(width: 2, value: ValueID(0))),
    ]
    try withTemporaryDirectory { directory in
      for round in 0..<400 {
        let (fixture, input) = cases[round % 2]
        try writeFile(mutated(fixture.bytes, &random), to: directory + "/data")
        _ = errorText { _ = try DataFile.read(path: directory + "/data", for: input) }
      }
    }
  }
}
