/// A tiny random Mamba-2 checkpoint under the names and settings of HF transformers, which a test
/// can bend. The head is tied.
package struct Mamba2Fixture {
  package var vocabulary = 16
  package var width = 6
  package var heads = 4
  package var headChannels = 3
  package var groups = 2
  package var states = 5
  package var kernel = 4

  /// JSON texts by key.
  package var settings: [String: String] = [:]
  package var tensors: [(name: String, shape: [Int], values: [Float])] = []
  private var random: SeededRandom

  package var channels: Int { heads * headChannels }
  private var convolved: Int { channels + 2 * groups * states }

  /// - Parameters:
  ///   - biased: With biases of both projections and of the convolution.
  ///   - change: Of the sizes, before the tensors are made.
  package init(
    biased: Bool = false, name: String = #function,
    _ change: (inout Mamba2Fixture) -> Void = { _ in }
  ) {
    random = SeededRandom(name)
    change(&self)
    settings = [
      "model_type": "\"mamba2\"", "vocab_size": "\(vocabulary)", "hidden_size": "\(width)",
      "state_size": "\(states)", "num_hidden_layers": "2", "num_heads": "\(heads)",
      "head_dim": "\(headChannels)", "n_groups": "\(groups)", "conv_kernel": "\(kernel)",
      "layer_norm_epsilon": "1e-6", "time_step_limit": "[0.0, Infinity]",
    ]
    add("backbone.embeddings.weight", [vocabulary, width])
    for layer in 0..<2 {
      let prefix = "backbone.layers.\(layer)."
      add(prefix + "norm.weight", [width], in: 0.5...1.5)
      addMixer(prefix + "mixer.", biased: biased)
    }
    add("backbone.norm_f.weight", [width], in: 0.5...1.5)
  }

  private mutating func addMixer(_ prefix: String, biased: Bool) {
    let projected = channels + convolved + heads
    add(prefix + "in_proj.weight", [projected, width])
    if biased { add(prefix + "in_proj.bias", [projected]) }
    add(prefix + "conv1d.weight", [convolved, 1, kernel])
    if biased { add(prefix + "conv1d.bias", [convolved]) }
    add(prefix + "dt_bias", [heads], in: -3...0)
    add(prefix + "A_log", [heads], in: -1...2)
    add(prefix + "D", [heads])
    add(prefix + "norm.weight", [channels], in: 0.5...1.5)
    add(prefix + "out_proj.weight", [width, channels])
    if biased { add(prefix + "out_proj.bias", [width]) }
  }

  package mutating func add(
    _ name: String, _ shape: [Int], in range: ClosedRange<Float> = -0.9...0.9
  ) {
    tensors.append((name, shape, random.floats(shape.reduce(1, *), in: range)))
  }

  package mutating func remove(_ name: String) { tensors.removeAll { $0.name == name } }

  /// Puts a tensor of another shape in the place of `name`.
  package mutating func reshape(_ name: String, _ shape: [Int]) {
    remove(name)
    add(name, shape)
  }

  /// Writes `config.json` and `model.safetensors`.
  package func write(to directory: String) throws {
    let members = settings.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    try writeFile("{" + members.joined(separator: ", ") + "}", to: directory + "/config.json")
    var file = SafetensorsFixture()
    for tensor in tensors { file.add(tensor.name, shape: tensor.shape, floats: tensor.values) }
    try writeFile(file.bytes, to: directory + "/model.safetensors")
  }
}
