/// A tiny checkpoint whose settings and tensors a test can bend.
package struct CheckpointFixture {
  package static let (vocabulary, width, channels, states, rank, kernel) = (16, 6, 10, 3, 2, 4)

  /// JSON texts by key.
  package var settings: [String: String] = [:]
  package var tensors = SafetensorsFixture()

  private var random: SeededRandom

  private init(_ name: String) {
    random = SeededRandom(name)
  }

  /// Two layers under the names of HF transformers, the head tied.
  package static func languageModel(_ name: String = #function) -> CheckpointFixture {
    var fixture = CheckpointFixture(name)
    fixture.settings = [
      "model_type": "\"mamba\"", "vocab_size": "16", "hidden_size": "6", "state_size": "3",
      "num_hidden_layers": "2", "intermediate_size": "10", "conv_kernel": "4",
      "time_step_rank": "2", "layer_norm_epsilon": "1e-5", "use_bias": "true",
    ]
    fixture.add("backbone.embeddings.weight", [vocabulary, width])
    for layer in 0..<2 { fixture.addLayer("backbone.layers.\(layer).") }
    fixture.add("backbone.norm_f.weight", [width])
    return fixture
  }

  /// The same tensors as a FalconMamba with a head of its own, under settings as published: one
  /// key for the width of the mixers that is right, and one that is wrong.
  package static func falconMamba(_ name: String = #function) -> CheckpointFixture {
    var fixture = languageModel(name)
    fixture.settings["model_type"] = "\"falcon_mamba\""
    fixture.settings["expand"] = "16"
    fixture.settings["tie_word_embeddings"] = "false"
    fixture.add("lm_head.weight", [vocabulary, width])
    return fixture
  }

  /// The same tensors under the names and settings of `mamba_ssm`.
  package static func original(_ name: String = #function) -> CheckpointFixture {
    var fixture = languageModel(name)
    fixture.settings = [
      "d_model": "6", "n_layer": "2", "vocab_size": "11", "pad_vocab_size_multiple": "8",
      "ssm_cfg": "{}", "rms_norm": "true", "residual_in_fp32": "true",
    ]
    fixture.tensors.entries[0].name = "backbone.embedding.weight"
    return fixture
  }

  /// Two pre-norm residual layers, three classes.
  package static func classifier(_ name: String = #function) -> CheckpointFixture {
    var fixture = CheckpointFixture(name)
    fixture.settings = [
      "model_type": "\"mamba-classifier\"", "input_size": "5", "hidden_size": "6",
      "num_hidden_layers": "2", "state_size": "3", "conv_kernel": "4", "time_step_rank": "2",
      "block": "\"prenorm-residual\"", "final_norm": "true", "pooling": "\"mean\"",
      "num_labels": "3", "labels": "[\"a\",\"b\",\"c\"]",
    ]
    fixture.add("linear_in.weight", [width, 5])
    fixture.add("linear_in.bias", [width])
    for layer in 0..<2 { fixture.addLayer("layers.\(layer).") }
    fixture.add("norm_f.weight", [width])
    fixture.add("classifier.weight", [3, width])
    return fixture
  }

  /// One mixer without norm and residual.
  package static func plainClassifier(_ name: String = #function) -> CheckpointFixture {
    var fixture = classifier(name)
    fixture.settings["block"] = "\"plain\""
    fixture.settings["final_norm"] = "false"
    fixture.settings["num_hidden_layers"] = "1"
    fixture.tensors.entries.removeAll {
      $0.name.hasPrefix("layers.") || $0.name.hasPrefix("norm_f")
    }
    fixture.addMixer("mamba.")
    return fixture
  }

  package var config: String {
    let members = settings.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return "{" + members.joined(separator: ", ") + "}"
  }

  package mutating func add(_ name: String, _ shape: [Int]) {
    tensors.add(name, shape: shape, floats: random.floats(shape.reduce(1, *)))
  }

  package mutating func remove(_ name: String) {
    tensors.entries.removeAll { $0.name == name }
  }

  /// Puts a tensor of another shape in the place of `name`.
  package mutating func reshape(_ name: String, _ shape: [Int]) {
    remove(name)
    add(name, shape)
  }

  /// Writes `config.json` and `model.safetensors`.
  package func write(to directory: String) throws {
    try writeFile(config, to: directory + "/config.json")
    try writeFile(tensors.bytes, to: directory + "/model.safetensors")
  }

  private mutating func addLayer(_ prefix: String) {
    add(prefix + "norm.weight", [Self.width])
    addMixer(prefix + "mixer.")
  }

  private mutating func addMixer(_ prefix: String) {
    let (e, n, r) = (Self.channels, Self.states, Self.rank)
    add(prefix + "in_proj.weight", [2 * e, Self.width])
    add(prefix + "conv1d.weight", [e, 1, Self.kernel])
    add(prefix + "conv1d.bias", [e])
    add(prefix + "x_proj.weight", [r + 2 * n, e])
    add(prefix + "dt_proj.weight", [e, r])
    add(prefix + "dt_proj.bias", [e])
    add(prefix + "A_log", [e, n])
    add(prefix + "D", [e])
    add(prefix + "out_proj.weight", [Self.width, e])
  }
}
