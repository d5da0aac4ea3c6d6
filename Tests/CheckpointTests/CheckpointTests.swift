import Checkpoint
import Foundation
import Model
import TensorFile
import TestSupport
import Testing

@Suite struct CheckpointTests {
  @Test func buildsALanguageModelInTheOrderOfEvaluation() throws {
    let model = try CheckpointFixture.languageModel().load()
    #expect(model.input == .token(vocabulary: 16))
    #expect(!model.isClassifier)
    #expect(model.labels.isEmpty)
    #expect(
      model.outline == [
        "embed -> embedding",
        "rmsNorm embedding -> layers.0.norm",
        "mixer layers.0.norm -> layers.0.mixer",
        "add embedding, layers.0.mixer -> layers.0.residual",
        "rmsNorm layers.0.residual -> layers.1.norm",
        "mixer layers.1.norm -> layers.1.mixer",
        "add layers.0.residual, layers.1.mixer -> layers.1.residual",
        "rmsNorm layers.1.residual -> norm_f",
        "linear norm_f -> logits",
      ])
    #expect(model.readout.count == 2)
    #expect(model.values.map(\.width) == [6, 6, 6, 6, 6, 6, 6, 6, 16])
  }

  @Test func theLastFrameMayStandForTheSequence() throws {
    var fixture = CheckpointFixture.classifier()
    fixture.settings["pooling"] = "\"last\""
    let model = try fixture.load()
    try model.validate()
    guard case .rmsNorm(let norm)? = model.body.last, case .linear(let head)? = model.readout.first
    else {
      Issue.record("\(model.dump())")
      return
    }
    #expect(head.input == norm.output)
  }

  @Test func buildsAClassifierInTheOrderOfEvaluation() throws {
    let model = try CheckpointFixture.classifier().load()
    #expect(model.input == .frame(width: 5, value: ValueID(0)))
    #expect(model.isClassifier)
    #expect(model.labels == ["a", "b", "c"])
    #expect(
      model.outline == [
        "linear input -> linear_in",
        "rmsNorm linear_in -> layers.0.norm",
        "mixer layers.0.norm -> layers.0.mixer",
        "add linear_in, layers.0.mixer -> layers.0.residual",
        "rmsNorm layers.0.residual -> layers.1.norm",
        "mixer layers.1.norm -> layers.1.mixer",
        "add layers.0.residual, layers.1.mixer -> layers.1.residual",
        "rmsNorm layers.1.residual -> norm_f",
        "meanPool norm_f -> pooled",
        "linear pooled -> logits",
      ])
    #expect(model.readout.count == 1)
  }

  @Test func buildsAPlainClassifier() throws {
    var fixture = CheckpointFixture.plainClassifier()
    fixture.settings["labels"] = nil
    let model = try fixture.load()
    #expect(model.labels == ["0", "1", "2"])
    #expect(
      model.outline == [
        "linear input -> linear_in",
        "mixer linear_in -> layers.0.mixer",
        "meanPool layers.0.mixer -> pooled",
        "linear pooled -> logits",
      ])
  }

  @Test func keepsValuesShapesAndOrigins() throws {
    let fixture = CheckpointFixture.languageModel()
    let model = try fixture.load()
    for parameter in model.parameters {
      let name = parameter.origin.checkpointName
      let entry = try #require(fixture.tensors.entries.first { $0.name == name })
      let bytes = parameter.tensor.values.flatMap { littleEndian($0.bitPattern) }
      #expect(bytes == entry.bytes, "\(name)")
      #expect(parameter.tensor.shape == entry.shape.filter { $0 != 1 }, "\(name)")
    }
    guard case .mixer(let mixer) = model.body[5] else {
      Issue.record("no mixer at 5")
      return
    }
    #expect(
      mixer[.forward].xProj.origin
        == Origin(
          layer: 1, module: "mixer.x_proj",
          checkpointName: "backbone.layers.1.mixer.x_proj.weight"))
    #expect(mixer[.forward].dtProjBias?.origin.module == "mixer.dt_proj.bias")
    #expect(mixer[.forward].convolution.tensor.shape == [10, 4])
    #expect(model.parameters.last?.origin.module == "lm_head")
  }

  @Test func falconMambaIsMambaWithNormsInsideTheMixers() throws {
    let plain = try CheckpointFixture.languageModel("same").load()
    let falcon = try CheckpointFixture.falconMamba("same").load()
    #expect(falcon.outline == plain.outline)
    #expect(plain.branches.allSatisfy { $0.normEpsilon == nil })
    #expect(falcon.branches.map(\.normEpsilon) == [1e-6, 1e-6])
    #expect(falcon.branches.map(\.channels) == [10, 10])
    #expect(falcon.parameters.last?.origin.checkpointName == "lm_head.weight")
    var stated = CheckpointFixture.falconMamba("same")
    stated.settings["mixer_rms_eps"] = "0.001"
    #expect(try stated.load().branches.map(\.normEpsilon) == [0.001, 0.001])
  }

  @Test func theArchitectureStandsInForAMissingModelType() throws {
    var fixture = CheckpointFixture.falconMamba()
    fixture.settings["model_type"] = nil
    #expect(try fixture.load().branches.allSatisfy { $0.normEpsilon == nil })
    fixture.settings["architectures"] = "[\"FalconMambaForCausalLM\"]"
    #expect(try fixture.load().branches.allSatisfy { $0.normEpsilon == 1e-6 })
    fixture.settings["model_type"] = "\"mamba\""
    #expect(try fixture.load().branches.allSatisfy { $0.normEpsilon == nil })
  }

  @Test func readsTheOriginalNamesAndSettings() throws {
    let original = try CheckpointFixture.original("same").load()
    let renamed = try CheckpointFixture.languageModel("same").load()
    #expect(original.input == .token(vocabulary: 16))
    #expect(original.parameters.map(\.tensor) == renamed.parameters.map(\.tensor))
    #expect(original.outline == renamed.outline)
    var padded = CheckpointFixture.original("same")
    padded.settings["ssm_cfg"] =
      #"{"layer": "Mamba1", "d_state": 3, "d_conv": 4, "dt_rank": "auto"}"#
    padded.settings["pad_vocab_size_multiple"] = nil
    padded.settings["norm_epsilon"] = "0.001"
    let model = try padded.load()
    guard case .rmsNorm(let norm) = model.body[1] else {
      Issue.record("no norm at 1")
      return
    }
    #expect(norm.epsilon == 0.001)
  }

  @Test func detectsBiasesByTheirTensors() throws {
    let present = CheckpointFixture.languageModel()
    let count = try present.load().parameters.count
    for bias in ["conv1d.bias", "dt_proj.bias"] {
      var fixture = present
      fixture.remove("backbone.layers.1.mixer." + bias)
      #expect(try fixture.load().parameters.count == count - 1)
    }
    for (bias, width) in [("in_proj.bias", 20), ("out_proj.bias", 6)] {
      var fixture = present
      fixture.add("backbone.layers.1.mixer." + bias, [width])
      #expect(try fixture.load().parameters.count == count + 1)
    }
  }

  @Test func tiesTheHeadUnlessItHasWeightsOfItsOwn() throws {
    func head(_ change: (inout CheckpointFixture) -> Void) throws -> Parameter? {
      var fixture = CheckpointFixture.languageModel("head")
      change(&fixture)
      return try fixture.load().parameters.last
    }
    let embedding = try CheckpointFixture.languageModel("head").load().parameters[0]
    let copied = try head { fixture in
      var copy = fixture.tensors.entries[0]
      copy.name = "lm_head.weight"
      fixture.tensors.entries.append(copy)
      fixture.settings["tie_word_embeddings"] = "true"
    }
    #expect(copied?.tensor == embedding.tensor)
    #expect(copied?.origin.checkpointName == "backbone.embeddings.weight")
    let separate = try head { $0.add("lm_head.weight", [16, 6]) }
    #expect(separate?.tensor != embedding.tensor)
    #expect(separate?.origin.checkpointName == "lm_head.weight")
    let declared = try head {
      $0.add("lm_head.weight", [16, 6])
      $0.settings["tie_word_embeddings"] = "false"
    }
    #expect(declared == separate)
  }

  @Test func widensHalfPrecision() throws {
    let exact = CheckpointFixture.languageModel()
    var half = exact
    var brain = exact
    for index in exact.tensors.entries.indices {
      let floats = floats(exact.tensors.entries[index].bytes)
      half.tensors.entries[index].type = "F16"
      half.tensors.entries[index].bytes = floats.flatMap { littleEndian(Float16($0).bitPattern) }
      brain.tensors.entries[index].type = "BF16"
      brain.tensors.entries[index].bytes = floats.flatMap {
        littleEndian(UInt16($0.bitPattern >> 16))
      }
    }
    for (fixture, bound) in [(half, Float(0x1p-11)), (brain, 0x1p-7)] {
      for (a, b) in zip(try fixture.load().parameters, try exact.load().parameters) {
        #expect(a.tensor.shape == b.tensor.shape)
        for (x, y) in zip(a.tensor.values, b.tensor.values) { #expect(abs(x - y) <= bound) }
      }
    }
  }

  @Test func readsShards() throws {
    let fixture = CheckpointFixture.languageModel()
    let whole = try fixture.load()
    try withTemporaryDirectory { directory in
      try ShardedFixture(fixture).write(to: directory)
      let model = try Checkpoint.load(directory: directory)
      #expect(model.parameters == whole.parameters)
      #expect(model.outline == whole.outline)
      #expect(model.checkpointHash != whole.checkpointHash)
    }
  }

  @Test func hashesWhatTheModelConsistsOf() throws {
    let fixture = CheckpointFixture.languageModel()
    let listing =
      SHA256.hex(of: Array(fixture.config.utf8)) + "  config.json\n"
      + SHA256.hex(of: fixture.tensors.bytes) + "  model.safetensors\n"
    #expect(try fixture.load().checkpointHash == SHA256.hex(of: Array(listing.utf8)))
  }

  private func floats(_ bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << (8 * $1) })
    }
  }
}
