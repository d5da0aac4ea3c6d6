import Checkpoint
import Model
import TestSupport
import Testing

private func load(_ fixture: Mamba2Fixture) throws -> Model {
  try withTemporaryDirectory { directory in
    try fixture.write(to: directory)
    return try Checkpoint.load(directory: directory)
  }
}

private func heads(_ fixture: Mamba2Fixture) throws -> [HeadRecurrence] {
  try load(fixture).body.compactMap { if case .mixer(let mixer) = $0 { mixer.heads } else { nil } }
}

/// What loading the fixture, changed, is refused with; `DIR` stands for the directory.
private func complaint(_ change: (inout Mamba2Fixture) -> Void) throws -> String? {
  var fixture = Mamba2Fixture()
  change(&fixture)
  return try withTemporaryDirectory { directory in
    try fixture.write(to: directory)
    return errorText { _ = try Checkpoint.load(directory: directory) }?
      .replacing(directory, with: "DIR")
  }
}

@Suite struct Mamba2CheckpointTests {
  @Test func readsTheSizesOfHeads() throws {
    let model = try load(Mamba2Fixture())
    try model.validate()
    let recurrences = try heads(Mamba2Fixture())
    #expect(recurrences.count == 2)
    for heads in recurrences {
      #expect(heads.heads == 4 && heads.headChannels == 3 && heads.groups == 2)
      #expect(heads.states == 5 && heads.kernel == 4 && heads.channels == 12)
      #expect(heads.epsilon == 1e-6 && heads.timeStepLimit == nil)
      #expect(heads.convolutionBias == nil)
    }
  }

  @Test func readsBiasesWhereThereAreTensors() throws {
    for case .mixer(let mixer) in try load(Mamba2Fixture(biased: true)).body {
      #expect(mixer.inProjBias?.tensor.shape == [48])
      #expect(mixer.outProjBias?.tensor.shape == [6])
      #expect(mixer.heads?.convolutionBias?.tensor.shape == [32])
    }
  }

  @Test(arguments: [
    ("[0.0, Infinity]", nil), ("[0.0, {\"__float__\": \"Infinity\"}]", nil),
    ("[0.001, 0.5]", 0.001...0.5), ("[0.25, Infinity]", 0.25...Float.infinity),
  ])
  func readsTheLimitsOfTheTimeStep(text: String, expected: ClosedRange<Float>?) throws {
    var fixture = Mamba2Fixture()
    fixture.settings["time_step_limit"] = text
    #expect(try heads(fixture).map(\.timeStepLimit) == [expected, expected])
  }

  @Test func readsTheSettingsOfMambaSSM() throws {
    var fixture = Mamba2Fixture { $0.groups = 1 }
    fixture.settings = [
      "d_model": "6", "n_layer": "2", "vocab_size": "16", "rms_norm": "true",
      "ssm_cfg": "{\"layer\": \"Mamba2\", \"d_state\": 5, \"headdim\": 3}",
    ]
    fixture.tensors[0].name = "backbone.embedding.weight"
    #expect(try heads(fixture).map(\.epsilon) == [1e-5, 1e-5])
  }

  @Test func whatDoesNotFitIsSaid() throws {
    let mixer = "backbone.layers.0.mixer."
    #expect(
      try complaint { $0.settings["n_groups"] = "3" }
        == "tensor '\(mixer)conv1d.weight' has shape [32, 1, 4], expected [intermediate_size "
        + "+ 2 * n_groups * state_size, 1, conv_kernel] with intermediate_size 12, n_groups 3 "
        + "and num_heads 4")
    #expect(
      try complaint { $0.settings["state_size"] = "6" }
        == "'DIR/config.json': 'state_size' is 6, but tensor '\(mixer)conv1d.weight' of shape "
        + "[32, 1, 4] means 5; correct the one that is wrong")
    #expect(
      try complaint { $0.settings["time_step_limit"] = "[0.5, 0.1]" }
        == "'DIR/config.json': 'time_step_limit' is [0.5, 0.1], expected two numbers from 0 on, "
        + "the lower one first")
    #expect(
      try complaint { $0.remove(mixer + "norm.weight") }?.contains(
        "'\(mixer)norm.weight'") == true)
    #expect(
      try complaint { $0.reshape(mixer + "in_proj.weight", [49, 6]) }?.hasPrefix(
        "tensor '\(mixer)in_proj.weight' has shape [49, 6], expected [48, 6]") == true)
  }

  @Test func variantsThatAreNotReadAreNamed() throws {
    #expect(
      try complaint { $0.settings["model_type"] = "\"mamba\"" }
        == "'DIR': this is a Mamba-2 model, but neither 'model_type' says 'mamba2' nor "
        + "'ssm_cfg.layer' 'Mamba2'; give it the config.json that it was published with")
    #expect(
      try complaint { $0.settings["rms_norm"] = "false" }
        == "'DIR': 'rms_norm' is false, and only true is supported")
  }
}
