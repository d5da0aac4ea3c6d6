import Model

extension ModelBuilder {
  /// Reads a mixer, appends it to the body and returns its output.
  ///
  /// Biases are there if their tensors are; the settings `use_bias` and `use_conv_bias` are known
  /// to be wrong in published checkpoints.
  ///
  /// - Parameters:
  ///   - prefix: Start of the mixer's tensor names, e.g. `backbone.layers.0.mixer.`.
  ///   - isBidirectional: Has a backward branch, as Vim's `v2` mixers do.
  mutating func appendMixer(
    _ layer: Int, prefix: String, _ input: ValueID, sizes: MixerSizes,
    isBidirectional: Bool = false
  ) throws(CheckpointError) -> ValueID {
    let (width, e) = (sizes.width, sizes.channels)
    var reader = MixerParameters(layer: layer, prefix: prefix, builder: self)
    let inProj = try reader.weight(
      "in_proj.weight", [2 * e, width], "[2 * intermediate_size, hidden_size]")
    let inProjBias = try reader.bias("in_proj.bias", 2 * e, "[2 * intermediate_size]")
    let forward = try reader.branch("", sizes)
    let backward = isBidirectional ? try reader.branch("_b", sizes) : nil
    let outProj = try reader.weight(
      "out_proj.weight", [width, e], "[hidden_size, intermediate_size]")
    let outProjBias = try reader.bias("out_proj.bias", width, "[hidden_size]")
    self = reader.builder
    let output = value("layers.\(layer).mixer", width: width)
    body.append(
      .mixer(
        Mixer(
          layer: layer, input: input, output: output, inProj: inProj, inProjBias: inProjBias,
          forward: forward, backward: backward, outProj: outProj, outProjBias: outProjBias)))
    return output
  }
}

/// Reads the parameters of one mixer.
struct MixerParameters {
  let layer: Int
  let prefix: String
  var builder: ModelBuilder

  /// The parameters of one direction.
  ///
  /// - Parameter suffix: End of the module names: empty, or `_b` of the backward branch.
  mutating func branch(
    _ suffix: String, _ sizes: MixerSizes
  ) throws(CheckpointError) -> Branch {
    let (e, n, r, kernel) = (sizes.channels, sizes.states, sizes.timeStepRank, sizes.kernel)
    return Branch(
      convolution: try weight(
        "conv1d\(suffix).weight", [e, kernel], "[intermediate_size, 1, conv_kernel]",
        storedShape: [e, 1, kernel]),
      convolutionBias: try bias("conv1d\(suffix).bias", e, "[intermediate_size]"),
      xProj: try weight(
        "x_proj\(suffix).weight", [r + 2 * n, e],
        "[time_step_rank + 2 * state_size, intermediate_size]"),
      dtProj: try weight(
        "dt_proj\(suffix).weight", [e, r], "[intermediate_size, time_step_rank]"),
      dtProjBias: try bias("dt_proj\(suffix).bias", e, "[intermediate_size]"),
      aLog: try weight("A\(suffix)_log", [e, n], "[intermediate_size, state_size]"),
      d: try weight("D\(suffix)", [e], "[intermediate_size]"),
      normEpsilon: try builder.configuration.mixerNormEpsilon())
  }

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
