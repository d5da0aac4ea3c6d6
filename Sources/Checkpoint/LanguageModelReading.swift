import Model

extension Checkpoint {
  /// Reads a language model under the names of HF transformers or of `mamba_ssm`.
  static func languageModel(
    named name: String, _ builder: ModelBuilder
  ) throws(CheckpointError) -> Model {
    var builder = builder
    builder.defersValues = true
    let configuration = builder.configuration
    let epsilon = try configuration.epsilon(["layer_norm_epsilon", "norm_epsilon"])
    let embedding = try embedding(&builder)
    let shape = embedding.tensor.shape
    let layers = try configuration.required(
      ["num_hidden_layers", "n_layer"], in: 1...SizeLimit.layers)
    let embedded = builder.value("embedding", width: shape[1])
    builder.body.append(.embed(Embed(weight: embedding, output: embedded)))

    let sizes = try RecurrenceSizes(
      prefix: "backbone.layers.0.mixer.", width: shape[1], epsilon: epsilon,
      weights: builder.weights, configuration: configuration)
    var hidden = embedded
    for layer in 0..<layers.value {
      hidden = try builder.appendLayer(
        layer, prefix: "backbone.layers.\(layer).", hidden, epsilon: epsilon, sizes: sizes)
    }
    let norm = try builder.norm(
      "backbone.norm_f", hidden, epsilon: epsilon, layer: nil, output: "norm_f")
    let head = try head(&builder, embedding)
    let logits = builder.value("logits", width: shape[0])
    try builder.checkAllUsed()
    return Model(
      name: name, input: .token(vocabulary: shape[0]), values: builder.values,
      body: builder.body,
      readout: [
        .rmsNorm(norm),
        .linear(Linear(input: norm.output, weight: head, bias: nil, output: logits)),
      ],
      logits: logits, labels: [], checkpointHash: try builder.weights.checkpointHash())
  }

  /// Reads the embedding and compares its shape with the settings.
  private static func embedding(
    _ builder: inout ModelBuilder
  ) throws(CheckpointError) -> Parameter {
    let configuration = builder.configuration
    let original = "backbone.embedding.weight"
    let isOriginal = builder.weights.shape(of: original) != nil
    let name = isOriginal ? original : "backbone.embeddings.weight"
    let formula = "[vocab_size, hidden_size]"
    guard let shape = builder.weights.shape(of: name) else {
      throw .missingTensor(directory: builder.weights.directory, tensor: name)
    }
    if shape.count != 2 || shape[0] > SizeLimit.vocabulary {
      throw .wrongShape(tensor: name, shape: shape, expected: nil, formula: formula)
    }
    let width = try configuration.required(["hidden_size", "d_model"], in: 1...SizeLimit.width)
    let vocabulary = try configuration.required(["vocab_size"], in: 1...SizeLimit.vocabulary)
    // mamba_ssm pads the vocabulary when it builds the model, and leaves the setting as it was.
    let multiple =
      try configuration.integer(["pad_vocab_size_multiple"], in: 1...1024)?.value
      ?? (isOriginal ? 8 : 1)
    let padded = (vocabulary.value + multiple - 1) / multiple * multiple
    for (setting, accepted, found) in [
      (vocabulary, [vocabulary.value, padded], shape[0]), (width, [width.value], shape[1]),
    ] where !accepted.contains(found) {
      throw .conflict(
        path: configuration.path, key: setting.key, value: setting.value, tensor: name,
        shape: shape, meaning: found)
    }
    return try builder.parameter(name, shape: shape, formula: formula, module: "embedding")
  }

  /// The weight of the readout: `lm_head.weight`, or the embedding where that is tied.
  private static func head(
    _ builder: inout ModelBuilder, _ embedding: Parameter
  ) throws(CheckpointError) -> Parameter {
    let name = "lm_head.weight"
    let tie = try builder.configuration.bool(["tie_word_embeddings", "tie_embeddings"])
    let stored = try builder.optionalParameter(
      name, shape: embedding.tensor.shape, formula: "[vocab_size, hidden_size]", module: "lm_head")
    if let stored, stored.tensor != embedding.tensor {
      if let tie, tie.value {
        throw .tyingConflict(
          path: builder.configuration.path, key: tie.key, isTied: true, head: name)
      }
      return stored
    }
    if stored == nil, let tie, !tie.value {
      throw .tyingConflict(
        path: builder.configuration.path, key: tie.key, isTied: false, head: name)
    }
    // A copy of the embedding, or none: one tensor serves both.
    return Parameter(
      tensor: embedding.tensor,
      origin: Origin(
        layer: nil, module: "lm_head", checkpointName: embedding.origin.checkpointName))
  }
}
