import Model

extension Checkpoint {
  /// Reads a `mamba-classifier`: linear in, Mamba layers, mean over the positions or the last one,
  /// linear out.
  ///
  /// `block` says what the layers are: `prenorm-residual` layers `layers.N.{norm,mixer}`, or one
  /// `plain` mixer `mamba` without norm and residual.
  static func classifier(
    named name: String, _ builder: ModelBuilder
  ) throws(CheckpointError) -> Model {
    var builder = builder
    let configuration = builder.configuration
    let inputs = try configuration.required(["input_size"], in: 1...SizeLimit.width).value
    let width = try configuration.required(["hidden_size"], in: 1...SizeLimit.width).value
    let classes = try configuration.required(["num_labels"], in: 1...SizeLimit.classes).value
    let labels = try configuration.texts("labels", count: classes)
    let epsilon = try configuration.epsilon(["layer_norm_epsilon", "norm_epsilon"])
    let takesLast = try configuration.choice("pooling", of: ["mean", "last"]) == "last"

    let frame = builder.value("input", width: inputs)
    let linearIn = try linear(
      &builder, "linear_in", frame, rows: width, formula: ["hidden_size", "input_size"],
      output: "linear_in")
    builder.body.append(.linear(linearIn))
    var hidden = try appendBlocks(&builder, linearIn.output, epsilon: epsilon)
    if try configuration.bool(["final_norm"])?.value ?? false {
      hidden = try builder.appendNorm(
        "norm_f", hidden, epsilon: epsilon, layer: nil, output: "norm_f")
    }
    if !takesLast {
      let pooled = builder.value("pooled", width: width)
      builder.body.append(.meanPool(MeanPool(input: hidden, output: pooled)))
      hidden = pooled
    }
    let readout = try linear(
      &builder, "classifier", hidden, rows: classes, formula: ["num_labels", "hidden_size"],
      output: "logits")
    try builder.checkAllUsed()
    return Model(
      name: name, input: .frame(width: inputs, value: frame), values: builder.values,
      body: builder.body, readout: [.linear(readout)], logits: readout.output, labels: labels,
      checkpointHash: try builder.weights.checkpointHash())
  }

  private static func appendBlocks(
    _ builder: inout ModelBuilder, _ input: ValueID, epsilon: Double
  ) throws(CheckpointError) -> ValueID {
    let configuration = builder.configuration
    let width = builder.values[input.index].width
    let isPlain =
      try configuration.choice("block", of: ["prenorm-residual", "plain"]) == "plain"
    let setting = try configuration.required(["num_hidden_layers"], in: 1...SizeLimit.layers)
    let layers = setting.value
    if isPlain, layers != 1 {
      throw .config(
        path: configuration.path, key: setting.key,
        .invalid(
          found: "\(layers)",
          expected: "1: 'block' is 'plain', which is one mixer; more take 'prenorm-residual'"))
    }
    let sizes = try MixerSizes(
      prefix: isPlain ? "mamba." : "layers.0.mixer.", width: width, weights: builder.weights,
      configuration: configuration)
    if isPlain { return try builder.appendMixer(0, prefix: "mamba.", input, sizes: sizes) }
    var hidden = input
    for layer in 0..<layers {
      hidden = try builder.appendLayer(
        layer, prefix: "layers.\(layer).", hidden, epsilon: epsilon,
        sizes: .selective(sizes, isBidirectional: false))
    }
    return hidden
  }

  private static func linear(
    _ builder: inout ModelBuilder, _ name: String, _ input: ValueID, rows: Int,
    formula: [String], output: String
  ) throws(CheckpointError) -> Linear {
    let weight = try builder.parameter(
      name + ".weight", shape: [rows, builder.values[input.index].width],
      formula: "[\(formula[0]), \(formula[1])]", module: name)
    let bias = try builder.optionalParameter(
      name + ".bias", shape: [rows], formula: "[\(formula[0])]", module: name + ".bias")
    return Linear(
      input: input, weight: weight, bias: bias, output: builder.value(output, width: rows))
  }
}
