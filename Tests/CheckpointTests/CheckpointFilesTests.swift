import Checkpoint
import Foundation
import TestSupport
import Testing

/// Errors about the files of a checkpoint rather than what is in them.
@Suite struct CheckpointFilesTests {
  private static let advice = "give the directory that holds config.json and model.safetensors"

  /// Loads a directory with `files`; the message has `DIR` for the directory.
  private func message(_ files: [String: String], path: String = "") throws -> String? {
    try withTemporaryDirectory { directory in
      for (name, text) in files { try writeFile(text, to: "\(directory)/\(name)") }
      let text = errorText { _ = try Checkpoint.load(directory: directory + path) }
      return text?.replacingOccurrences(of: directory, with: "DIR")
    }
  }

  @Test func namesWhatIsMissing() throws {
    #expect(try message([:], path: "/none") == "'DIR/none' does not exist; \(Self.advice)")
    #expect(
      try message(["config.json": ""], path: "/config.json")
        == "'DIR/config.json' is a file; \(Self.advice)")
    #expect(
      try message([:])
        == "'DIR' has no config.json, which says what the tensors mean; "
        + "copy it from where the model was published")
    #expect(
      try message(["config.json": "{}"])
        == "'DIR' has neither model.safetensors nor model.safetensors.index.json")
    #expect(
      try message(["config.json": "{\"model_type\"", "model.safetensors": ""])
        == "'DIR/config.json' holds invalid JSON at byte 13: the text ends too early")
    #expect(
      try message(["config.json": "[]", "model.safetensors": ""])
        == "'DIR/config.json' must hold a JSON object")
    #expect(
      try message(["config.json": "{}", "model.safetensors": ""])
        == "'DIR/model.safetensors' is no safetensors file: it has 0 bytes "
        + "and the header's length takes 8")
  }

  @Test(arguments: ["pytorch_model.bin", "model.pth", "model.pt"])
  func tellsHowToConvertPickles(name: String) throws {
    let explanation = """
      '\(name)' is a Python pickle, which would have to be executed; convert it with
        import torch; from safetensors.torch import save_file
        w = torch.load("\(name)", map_location="cpu", weights_only=True)
        save_file({k: v.clone() for k, v in w.get("model", w).items()}, "model.safetensors")
      """
    #expect(try message(["config.json": "{}", name: ""]) == "'DIR': " + explanation)
    #expect(try message([name: ""], path: "/\(name)") == "'DIR/\(name)': " + explanation)
  }

  @Test func namesGGUF() throws {
    let explanation =
      "'m.gguf' is a GGUF file, whose weights are mostly quantized already; "
      + "use the original checkpoint with config.json and model.safetensors"
    #expect(try message(["m.gguf": ""]) == "'DIR': " + explanation)
    #expect(try message(["m.gguf": ""], path: "/m.gguf") == "'DIR/m.gguf': " + explanation)
  }

  @Test func explainsWhatIsWrongWithShards() throws {
    func message(_ spoil: (inout ShardedFixture) -> Void) throws -> String? {
      var fixture = ShardedFixture(.languageModel("shards"))
      spoil(&fixture)
      return try withTemporaryDirectory { directory in
        try fixture.write(to: directory)
        let text = errorText { _ = try Checkpoint.load(directory: directory) }
        return text?.replacingOccurrences(of: directory, with: "DIR")
      }
    }
    let index = "'DIR/model.safetensors.index.json'"
    let (first, second) = (ShardedFixture.files[0], ShardedFixture.files[1])
    let embedding = "backbone.embeddings.weight"
    #expect(try message { _ in } == nil)
    #expect(
      try message { $0.map = [] }
        == "\(index): 'weight_map' must map at least one tensor to the name of its file")
    #expect(
      try message { $0.map[0].file = "../\(first)" }
        == "\(index): 'weight_map' puts tensor '\(embedding)' into '../\(first)', "
        + "which is no name of a .safetensors file in the same directory")
    #expect(
      try message { $0.map[0].file = second }
        == "\(index): 'weight_map' puts tensor '\(embedding)' into '\(second)', "
        + "which does not have it")
    #expect(
      try message { $0.map[0].file = "other.safetensors" }
        == "cannot read 'DIR/other.safetensors': No such file or directory")
    #expect(
      try message { $0.shards[1].entries.append($0.shards[0].entries[0]) }
        == "\(index): tensor '\(embedding)' is in '\(first)' and in '\(second)'")
  }

  @Test func boundsTheSizeOfTheSettings() throws {
    let spaces = String(repeating: " ", count: 16 << 20)
    #expect(
      try message(["config.json": "{}" + spaces, "model.safetensors": ""])
        == "'DIR/config.json' has 16777218 bytes, more than the 16777216 that are read")
  }
}
