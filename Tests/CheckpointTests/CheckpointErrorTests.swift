import Checkpoint
import Foundation
import TestSupport
import Testing

/// A way to spoil a checkpoint and the message that it must lead to; `DIR` stands for the
/// directory.
struct SpoiledCheckpoint: CustomTestStringConvertible {
  var testDescription: String
  var fixture: CheckpointFixture
  var message: String

  init(
    _ description: String, _ message: String, _ fixture: CheckpointFixture,
    _ spoil: (inout CheckpointFixture) -> Void
  ) {
    testDescription = description
    self.message = message
    self.fixture = fixture
    spoil(&self.fixture)
  }

  /// A language model with one setting changed.
  init(setting key: String, _ value: String?, _ message: String) {
    self.init("\(key): \(value ?? "absent")", message, .languageModel()) {
      $0.settings[key] = value
    }
  }

  /// A classifier with one setting changed.
  init(classifier key: String, _ value: String?, _ message: String) {
    self.init("classifier, \(key): \(value ?? "absent")", message, .classifier()) {
      $0.settings[key] = value
    }
  }

  /// A language model with one tensor of layer 1's mixer in another shape.
  init(shape: [Int], of tensor: String, _ expected: String) {
    let name = "backbone.layers.1.mixer." + tensor
    self.init(
      "shape of \(tensor)", "tensor '\(name)' has shape \(shape), expected \(expected)",
      .languageModel()
    ) { $0.reshape(name, shape) }
  }
}

@Suite struct CheckpointErrorTests {
  static let settings = [
    SpoiledCheckpoint(setting: "hidden_size", nil, "'DIR/config.json': 'hidden_size' is missing"),
    SpoiledCheckpoint(
      setting: "hidden_size", "\"6\"",
      "'DIR/config.json': 'hidden_size' is '6', expected an integer in 1...65536"),
    SpoiledCheckpoint(
      setting: "hidden_size", "7",
      "'DIR/config.json': 'hidden_size' is 7, but tensor 'backbone.embeddings.weight' of shape "
        + "[16, 6] means 6; correct the one that is wrong"),
    SpoiledCheckpoint(
      setting: "vocab_size", "15",
      "'DIR/config.json': 'vocab_size' is 15, but tensor 'backbone.embeddings.weight' of shape "
        + "[16, 6] means 16; correct the one that is wrong"),
    SpoiledCheckpoint(
      setting: "vocab_size", "99999999999999999999",
      "'DIR/config.json': 'vocab_size' is 1e+20, expected an integer in 1...1048576"),
    SpoiledCheckpoint(
      setting: "num_hidden_layers", "-1",
      "'DIR/config.json': 'num_hidden_layers' is -1, expected an integer in 1...1024"),
    SpoiledCheckpoint(
      setting: "num_hidden_layers", "3",
      "the weights in 'DIR' have no tensor 'backbone.layers.2.norm.weight'"),
    SpoiledCheckpoint(
      setting: "num_hidden_layers", "1",
      "'DIR' has tensors that this kind of model does not use (10): "
        + "backbone.layers.1.mixer.A_log, backbone.layers.1.mixer.D, "
        + "backbone.layers.1.mixer.conv1d.bias, backbone.layers.1.mixer.conv1d.weight, "
        + "backbone.layers.1.mixer.dt_proj.bias, ..."),
    SpoiledCheckpoint(
      setting: "state_size", "4",
      "'DIR/config.json': 'state_size' is 4, but tensor 'backbone.layers.0.mixer.A_log' of shape "
        + "[10, 3] means 3; correct the one that is wrong"),
    SpoiledCheckpoint(
      setting: "intermediate_size", "12",
      "'DIR/config.json': 'intermediate_size' is 12, but tensor "
        + "'backbone.layers.0.mixer.in_proj.weight' of shape [20, 6] means 10; "
        + "correct the one that is wrong"),
    SpoiledCheckpoint(
      setting: "conv_kernel", "2",
      "'DIR/config.json': 'conv_kernel' is 2, but tensor "
        + "'backbone.layers.0.mixer.conv1d.weight' of shape [10, 1, 4] means 4; "
        + "correct the one that is wrong"),
    SpoiledCheckpoint(
      setting: "time_step_rank", "1",
      "'DIR/config.json': 'time_step_rank' is 1, but tensor "
        + "'backbone.layers.0.mixer.dt_proj.weight' of shape [10, 2] means 2; "
        + "correct the one that is wrong"),
    SpoiledCheckpoint(
      setting: "layer_norm_epsilon", "0",
      "'DIR/config.json': 'layer_norm_epsilon' is 0, expected a number in 1e-12...0.1"),
    SpoiledCheckpoint(
      setting: "layer_norm_epsilon", "NaN",
      "'DIR/config.json': 'layer_norm_epsilon' is nan, expected a number in 1e-12...0.1"),
    SpoiledCheckpoint(
      setting: "tie_word_embeddings", "1",
      "'DIR/config.json': 'tie_word_embeddings' is 1, expected true or false"),
    SpoiledCheckpoint(
      setting: "tie_word_embeddings", "false",
      "'DIR/config.json': 'tie_word_embeddings' is false, but there is no tensor "
        + "'lm_head.weight'; set it to true if the embedding serves as head"),
    SpoiledCheckpoint(
      "head of its own, though tied",
      "'DIR/config.json': 'tie_word_embeddings' is true, but tensor 'lm_head.weight' differs "
        + "from the embedding; set it to false or remove the tensor", .languageModel()
    ) {
      $0.add("lm_head.weight", [16, 6])
      $0.settings["tie_word_embeddings"] = "true"
    },
    SpoiledCheckpoint(
      classifier: "pooling", "\"max\"",
      "'DIR/config.json': 'pooling' is 'max', expected 'mean' or 'last'"),
    SpoiledCheckpoint(
      classifier: "block", "\"postnorm\"",
      "'DIR/config.json': 'block' is 'postnorm', expected 'prenorm-residual' or 'plain'"),
    SpoiledCheckpoint(
      classifier: "block", "\"plain\"",
      "'DIR/config.json': 'num_hidden_layers' is 2, expected 1: "
        + "'block' is 'plain', which is one mixer; more take 'prenorm-residual'"),
    SpoiledCheckpoint(
      classifier: "labels", "[\"a\", \"b\"]",
      "'DIR/config.json': 'labels' is an array of 2 strings, expected an array of 3 strings"),
    SpoiledCheckpoint(
      classifier: "labels", "[\"a\", \"b\", 3]",
      "'DIR/config.json': 'labels' is an array of 3 values, 2 of them strings, "
        + "expected an array of 3 strings"),
    SpoiledCheckpoint(
      classifier: "num_labels", nil, "'DIR/config.json': 'num_labels' is missing"),
    SpoiledCheckpoint(
      classifier: "input_size", "4",
      "tensor 'linear_in.weight' has shape [6, 5], expected [6, 4] = [hidden_size, input_size]"),
  ]

  static let tensors = [
    SpoiledCheckpoint(
      shape: [21, 6], of: "in_proj.weight",
      "[20, 6] = [2 * intermediate_size, hidden_size]"),
    SpoiledCheckpoint(
      shape: [10, 4], of: "conv1d.weight",
      "[10, 1, 4] = [intermediate_size, 1, conv_kernel]"),
    SpoiledCheckpoint(shape: [1, 10], of: "conv1d.bias", "[10] = [intermediate_size]"),
    SpoiledCheckpoint(
      shape: [9, 10], of: "x_proj.weight",
      "[8, 10] = [time_step_rank + 2 * state_size, intermediate_size]"),
    SpoiledCheckpoint(
      shape: [2, 10], of: "dt_proj.weight",
      "[10, 2] = [intermediate_size, time_step_rank]"),
    SpoiledCheckpoint(shape: [10, 0], of: "A_log", "[10, 3] = [intermediate_size, state_size]"),
    SpoiledCheckpoint(shape: [], of: "D", "[10] = [intermediate_size]"),
    SpoiledCheckpoint(
      shape: [10, 6], of: "out_proj.weight",
      "[6, 10] = [hidden_size, intermediate_size]"),
    SpoiledCheckpoint(
      "A_log of one dimension in the first layer",
      "tensor 'backbone.layers.0.mixer.A_log' has shape [10], "
        + "expected [intermediate_size, state_size]", .languageModel()
    ) { $0.reshape("backbone.layers.0.mixer.A_log", [10]) },
    SpoiledCheckpoint(
      "no state",
      "tensor 'backbone.layers.0.mixer.A_log' has shape [10, 0], "
        + "expected a state_size in 1...1024", .languageModel()
    ) {
      $0.settings["state_size"] = nil
      $0.reshape("backbone.layers.0.mixer.A_log", [10, 0])
    },
    SpoiledCheckpoint(
      "embedding of one dimension",
      "tensor 'backbone.embeddings.weight' has shape [96], expected [vocab_size, hidden_size]",
      .languageModel()
    ) { $0.reshape("backbone.embeddings.weight", [96]) },
    SpoiledCheckpoint(
      "no embedding", "the weights in 'DIR' have no tensor 'backbone.embeddings.weight'",
      .languageModel()
    ) { $0.remove("backbone.embeddings.weight") },
    SpoiledCheckpoint(
      "no final norm", "the weights in 'DIR' have no tensor 'backbone.norm_f.weight'",
      .languageModel()
    ) { $0.remove("backbone.norm_f.weight") },
    SpoiledCheckpoint(
      "no first mixer",
      "the weights in 'DIR' have no tensor 'backbone.layers.0.mixer.in_proj.weight'",
      .languageModel()
    ) { $0.remove("backbone.layers.0.mixer.in_proj.weight") },
    SpoiledCheckpoint(
      "one tensor too many",
      "'DIR' has tensors that this kind of model does not use (1): extra",
      .languageModel()
    ) { $0.add("extra", [1]) },
    SpoiledCheckpoint(
      "integers for weights",
      "'DIR/model.safetensors': tensor 'backbone.norm_f.weight' has type I32, "
        + "expected F32, BF16, F16 or F64", .languageModel()
    ) {
      $0.remove("backbone.norm_f.weight")
      $0.tensors.add("backbone.norm_f.weight", shape: [6], int32: [1, 1, 1, 1, 1, 1])
    },
    SpoiledCheckpoint(
      "NaN", "tensor 'classifier.weight' holds nan at [1, 2]; weights must be finite",
      .classifier()
    ) {
      $0.remove("classifier.weight")
      $0.tensors.add(
        "classifier.weight", shape: [3, 6], floats: (0..<18).map { $0 == 8 ? .nan : 0 })
    },
    SpoiledCheckpoint(
      "infinity", "tensor 'classifier.bias' holds -inf at [2]; weights must be finite",
      .classifier()
    ) { $0.tensors.add("classifier.bias", shape: [3], floats: [0, 0, -.infinity]) },
  ]

  static let variants = [
    SpoiledCheckpoint(
      setting: "quantization_config", "{\"quant_method\": \"bitsandbytes\"}",
      "'DIR': the weights are quantized already ('quantization_config' says 'bitsandbytes'); "
        + "use the original checkpoint, with weights of a floating-point type"),
    SpoiledCheckpoint(
      "FalconMamba with another activation",
      "'DIR': the model uses the activation 'gelu', and only 'silu' is supported", .falconMamba()
    ) { $0.settings["hidden_act"] = "\"gelu\"" },
    SpoiledCheckpoint(
      "FalconMamba without an epsilon",
      "'DIR/config.json': 'mixer_rms_eps' is 0, expected a number in 1e-12...0.1", .falconMamba()
    ) { $0.settings["mixer_rms_eps"] = "0" },
    SpoiledCheckpoint(
      setting: "model_type", "\"vim\"", "'DIR/config.json': 'img_size' is missing"),
    SpoiledCheckpoint(
      "tensors of Vision Mamba",
      "'DIR': this is a Vision Mamba model, but 'model_type' does not say 'vim'; "
        + "give it a config.json with the sizes of the model", .languageModel()
    ) { $0.add("layers.0.mixer.A_b_log", [10, 3]) },
    SpoiledCheckpoint(
      setting: "model_type", "\"jamba\"",
      "'DIR': this is a hybrid (model type 'jamba'), and only pure Mamba models are supported; "
        + "use a checkpoint without attention and MLP layers"),
    SpoiledCheckpoint(
      setting: "attn_layer_idx", "[1, 3]",
      "'DIR': this is a hybrid ('attn_layer_idx' lists 2 attention layers), and only pure Mamba "
        + "models are supported; use a checkpoint without attention and MLP layers"),
    SpoiledCheckpoint(
      setting: "d_intermediate", "8",
      "'DIR': this is a hybrid ('d_intermediate' is not 0), and only pure Mamba models are "
        + "supported; use a checkpoint without attention and MLP layers"),
    SpoiledCheckpoint(
      setting: "rms_norm", "false",
      "'DIR': the model uses LayerNorm ('rms_norm' is false), and only RMSNorm is supported; "
        + "train or fine-tune it with rms_norm"),
    SpoiledCheckpoint(
      setting: "hidden_act", "\"gelu\"",
      "'DIR': the model uses the activation 'gelu', and only 'silu' is supported"),
    SpoiledCheckpoint(
      setting: "model_type", "\"llama\"",
      "'DIR': the model type 'llama' is not known; expected 'mamba', "
        + "'falcon_mamba', 'mamba-classifier' or 'vim'"),
    SpoiledCheckpoint(
      "attention tensors",
      "'DIR': this is a hybrid (tensor 'backbone.layers.1.mixer.Wqkv.weight'), and only pure "
        + "Mamba models are supported; use a checkpoint without attention and MLP layers",
      .languageModel()
    ) { $0.add("backbone.layers.1.mixer.Wqkv.weight", [1]) },
  ]

  @Test(arguments: settings + tensors + variants)
  func explainsWhatIsWrong(spoiled: SpoiledCheckpoint) throws {
    try withTemporaryDirectory { directory in
      try spoiled.fixture.write(to: directory)
      let text = errorText { _ = try Checkpoint.load(directory: directory) }
      #expect(text == spoiled.message.replacingOccurrences(of: "DIR", with: directory))
    }
  }
}
