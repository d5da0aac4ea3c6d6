import Model

extension ModelBuilder {
  /// Reads a mixer, appends it to the body and returns its output.
  ///
  /// Biases are there if their tensors are; the settings `use_bias` and `use_conv_bias` are known
  /// to be wrong in published checkpoints.
  /// - Parameter prefix: Start of the mixer's tensor names, e.g. `backbone.layers.0.mixer.`.
  mutating func appendMixer(
    _ layer: Int, prefix: String, _ input: ValueID, sizes: MixerSizes
  ) throws(CheckpointError) -> ValueID {
    let (width, e, n) = (sizes.width, sizes.channels, sizes.states)
    let (r, kernel) = (sizes.timeStepRank, sizes.kernel)
    var reader = MixerParameters(layer: layer, prefix: prefix, builder: self)
    let inProj = try reader.weight(
      "in_proj.weight", [2 * e, width], "[2 * intermediate_size, hidden_size]")
    let inProjBias = try reader.bias("in_proj.bias", 2 * e, "[2 * intermediate_size]")
    let convolution = try reader.weight(
      "conv1d.weight", [e, kernel], "[intermediate_size, 1, conv_kernel]",
      storedShape: [e, 1, kernel])
    let convolutionBias = try reader.bias("conv1d.bias", e, "[intermediate_size]")
    let xProj = try reader.weight(
      "x_proj.weight", [r + 2 * n, e], "[time_step_rank + 2 * state_size, intermediate_size]")
    let dtProj = try reader.weight(
      "dt_proj.weight", [e, r], "[intermediate_size, time_step_rank]")
    let dtProjBias = try reader.bias("dt_proj.bias", e, "[intermediate_size]")
    let aLog = try reader.weight("A_log", [e, n], "[intermediate_size, state_size]")
    let d = try reader.weight("D", [e], "[intermediate_size]")
    let outProj = try reader.weight(
      "out_proj.weight", [width, e], "[hidden_size, intermediate_size]")
    let outProjBias = try reader.bias("out_proj.bias", width, "[hidden_size]")
    self = reader.builder
    let output = value("layers.\(layer).mixer", width: width)
    body.append(
      .mixer(
        Mixer(
          layer: layer, input: input, output: output, inProj: inProj, inProjBias: inProjBias,
          convolution: convolution, convolutionBias: convolutionBias, xProj: xProj,
          dtProj: dtProj, dtProjBias: dtProjBias, aLog: aLog, d: d, outProj: outProj,
          outProjBias: outProjBias)))
    return output
  }
}

/// Reads the parameters of one mixer.
private struct MixerParameters {
  let layer: Int
  let prefix: String
  var builder: ModelBuilder

  mutating func weight(
    _ suffix: String, _ shape: [Int], _ formula: String, storedShape: [Int]? = nil
  ) throws(CheckpointError) -> Parameter {
    let module = suffix.hasSuffix(".weight") ? String(suffix.dropLast(7)) : suffix
    return try builder.parameter(
      prefix + suffix, shape: shape, formula: formula, storedShape: storedShape, layer: layer,
      module: "mixer." + module)
  }

  mutating func bias(
    _ suffix: String, _ count: Int, _ formula: String
  ) throws(CheckpointError) -> Parameter? {
    try builder.optionalParameter(
      prefix + suffix, shape: [count], formula: formula, layer: layer, module: "mixer." + suffix)
  }
}
