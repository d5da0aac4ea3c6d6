import Model

extension ModelBuilder {
  /// Reads a Mamba-2 mixer, appends it to the body and returns its output.
  ///
  /// Biases are there if their tensors are.
  ///
  /// - Parameter prefix: Start of the mixer's tensor names, e.g. `backbone.layers.0.mixer.`.
  mutating func appendMixer(
    _ layer: Int, prefix: String, _ input: ValueID, sizes: HeadSizes
  ) throws(CheckpointError) -> ValueID {
    let (width, e, h) = (sizes.width, sizes.channels, sizes.heads)
    var reader = MixerParameters(layer: layer, prefix: prefix, builder: self)
    let rows =
      "2 * intermediate_size + 2 * n_groups * state_size + num_heads"
    let inProj = try reader.weight(
      "in_proj.weight", [sizes.projected, width], "[\(rows), hidden_size]")
    let inProjBias = try reader.bias("in_proj.bias", sizes.projected, "[\(rows)]")
    let convolved = "intermediate_size + 2 * n_groups * state_size"
    let heads = HeadRecurrence(
      groups: sizes.groups,
      convolution: try reader.weight(
        "conv1d.weight", [sizes.convolved, sizes.kernel], "[\(convolved), 1, conv_kernel]",
        storedShape: [sizes.convolved, 1, sizes.kernel]),
      convolutionBias: try reader.bias("conv1d.bias", sizes.convolved, "[\(convolved)]"),
      dtBias: try reader.weight("dt_bias", [h], "[num_heads]"),
      aLog: try reader.weight("A_log", [h], "[num_heads]"),
      d: try reader.weight("D", [h], "[num_heads]"), timeStepLimit: sizes.timeStepLimit,
      norm: try reader.weight("norm.weight", [e], "[intermediate_size]"), epsilon: sizes.epsilon)
    let outProj = try reader.weight(
      "out_proj.weight", [width, e], "[hidden_size, intermediate_size]")
    let outProjBias = try reader.bias("out_proj.bias", width, "[hidden_size]")
    self = reader.builder
    let output = value("layers.\(layer).mixer", width: width)
    body.append(
      .mixer(
        Mixer(
          layer: layer, input: input, output: output, inProj: inProj, inProjBias: inProjBias,
          recurrence: .heads(heads), outProj: outProj, outProjBias: outProjBias)))
    return output
  }
}
