import Model

extension Checkpoint {
  /// Reads a Vision Mamba in the names of hustvl/Vim: patch embedding, class tokens, position
  /// embedding, bidirectional layers `v2`, norm, head (Zhu et al. 2024).
  ///
  /// LayerNorm becomes RMSNorm, see ``CentredStream``; the halving of `if_divide_out` goes into
  /// `out_proj`.
  static func vision(
    named name: String, _ builder: ModelBuilder
  ) throws(CheckpointError) -> Model {
    var builder = builder
    let settings = try VisionSettings(builder.configuration)
    let patches = builder.value("patches", width: settings.patchCount)
    let image = settings.image(value: patches)
    try check(settings, image, path: builder.configuration.path)
    let embedded = try appendEmbedding(&builder, settings, image)
    let sizes = try MixerSizes(
      prefix: "layers.0.mixer.", width: settings.width, weights: builder.weights,
      configuration: builder.configuration)
    var stream = CentredStream(isCentred: !settings.isRMSNorm)
    var hidden = embedded
    for layer in 0..<settings.layers {
      hidden = try builder.appendLayer(
        layer, prefix: "layers.\(layer).", hidden, epsilon: settings.epsilon,
        sizes: .selective(sizes, isBidirectional: true))
      try stream.readBias(
        "layers.\(layer).norm.bias", layer: layer, width: settings.width, &builder)
    }
    let normalized = try builder.appendNorm(
      "norm_f", hidden, epsilon: settings.epsilon, layer: nil, output: "norm_f")
    try stream.readBias("norm_f.bias", layer: nil, width: settings.width, &builder)
    let pooled = builder.value("pooled", width: settings.width)
    builder.body.append(
      .meanPool(MeanPool(input: normalized, output: pooled, rows: settings.pooledRows(of: image))))
    var head = try head(&builder, pooled, classes: settings.classes)
    try builder.checkAllUsed()
    if settings.dividesOutput { halveOutputs(&builder.body) }
    stream.apply(to: &builder.body, head: &head)
    return Model(
      name: name, input: .image(image), values: builder.values, body: builder.body,
      readout: [.linear(head)], logits: head.output, labels: settings.labels,
      checkpointHash: try builder.weights.checkpointHash())
  }

  /// Throws where the sequence is larger than any that is evaluated.
  private static func check(
    _ settings: VisionSettings, _ image: ImageInput, path: String
  ) throws(CheckpointError) {
    guard image.positions <= Model.largestPositions else {
      throw .config(
        path: path, key: "stride",
        .invalid(
          found: "\(settings.stride)",
          expected: "a stride that makes at most \(Model.largestPositions) positions"))
    }
    guard image.positions * settings.width <= Model.largestSequence else {
      throw .config(
        path: path, key: "embed_dim",
        .invalid(
          found: "\(settings.width)",
          expected: "at most \(Model.largestSequence) values for all \(image.positions) positions"
        ))
    }
  }

  /// The patch embedding, a convolution without overlap of its terms: a linear for each patch,
  /// and what is added to each position.
  private static func appendEmbedding(
    _ builder: inout ModelBuilder, _ settings: VisionSettings, _ image: ImageInput
  ) throws(CheckpointError) -> ValueID {
    let width = settings.width
    let weight = try builder.parameter(
      "patch_embed.proj.weight", shape: [width, image.patchCount],
      formula: "[embed_dim, channels, patch_size, patch_size]",
      storedShape: [width, image.channels, image.patch, image.patch],
      module: "patch_embed.proj")
    let bias = try builder.optionalParameter(
      "patch_embed.proj.bias", shape: [width], formula: "[embed_dim]",
      module: "patch_embed.proj.bias")
    let embedded = builder.value("patch_embed", width: width)
    builder.body.append(
      .linear(Linear(input: image.value, weight: weight, bias: bias, output: embedded)))
    var table = try positionTable(&builder, settings, positions: image.positions)
    let names = settings.classTokenNames
    for (row, name) in zip(image.classRows, names) {
      let token = try builder.parameter(
        name, shape: [width], formula: "[1, 1, embed_dim]", storedShape: [1, 1, width],
        module: name)
      for i in 0..<width { table.tensor.values[row * width + i] += token.tensor.values[i] }
    }
    let output = builder.value("embedding", width: width)
    builder.body.append(
      .position(PositionEmbedding(input: embedded, table: table, output: output)))
    return output
  }

  /// `pos_embed`, or zeros in a model without.
  private static func positionTable(
    _ builder: inout ModelBuilder, _ settings: VisionSettings, positions: Int
  ) throws(CheckpointError) -> Parameter {
    guard settings.hasPositions else {
      let zeros = Tensor(
        shape: [positions, settings.width],
        values: Array(repeating: 0, count: positions * settings.width))
      return Parameter(
        tensor: zeros,
        origin: Origin(layer: nil, module: "pos_embed", checkpointName: "cls_token"))
    }
    return try builder.parameter(
      "pos_embed", shape: [positions, settings.width],
      formula: "[1, patches + class tokens, embed_dim]",
      storedShape: [1, positions, settings.width], module: "pos_embed")
  }

  private static func head(
    _ builder: inout ModelBuilder, _ input: ValueID, classes: Int
  ) throws(CheckpointError) -> Linear {
    let width = builder.values[input.index].width
    let weight = try builder.parameter(
      "head.weight", shape: [classes, width], formula: "[num_classes, embed_dim]",
      module: "head")
    let bias = try builder.optionalParameter(
      "head.bias", shape: [classes], formula: "[num_classes]", module: "head.bias")
    return Linear(
      input: input, weight: weight, bias: bias, output: builder.value("logits", width: classes))
  }

  private static func halveOutputs(_ body: inout [Operation]) {
    for index in body.indices {
      guard case .mixer(var mixer) = body[index] else { continue }
      for i in mixer.outProj.tensor.values.indices { mixer.outProj.tensor.values[i] /= 2 }
      body[index] = .mixer(mixer)
    }
  }
}
