import TensorFile

/// Sizes of a Mamba-2 mixer, taken from its tensors and compared with the settings.
struct HeadSizes: Hashable {
  /// Width of the model.
  var width: Int
  /// `E`
  var channels: Int
  /// `H`
  var heads: Int
  /// `G`
  var groups: Int
  /// `N`
  var states: Int
  /// Taps of the convolution.
  var kernel: Int
  var timeStepLimit: ClosedRange<Float>?
  /// Of the norm behind the gate.
  var epsilon: Double

  /// Rows of the convolution: x, B and C.
  var convolved: Int { channels + 2 * groups * states }
  /// Rows of `in_proj`: z, x, B, C and dt.
  var projected: Int { channels + convolved + heads }

  /// - Parameters:
  ///   - prefix: Start of the names of the mixer's tensors.
  ///   - epsilon: Of the model's norms; `mamba_ssm` has 1e-5 behind the gate whatever that is.
  init(
    prefix: String, width: Int, epsilon: Double, weights: WeightFiles,
    configuration: Configuration
  ) throws(CheckpointError) {
    self.width = width
    let check = SizeCheck(prefix: prefix, weights: weights, configuration: configuration)
    heads = try check.dimension("A_log", 0, rank: 1, formula: "[num_heads]")
    try check.compare(["num_heads"], 1...SizeLimit.channels, with: heads, "A_log")
    try check.limit("A_log", heads, SizeLimit.channels, "num_heads")
    channels = try check.dimension("norm.weight", 0, rank: 1, formula: "[intermediate_size]")
    try check.compare(
      ["intermediate_size", "d_inner"], 1...SizeLimit.channels, with: channels, "norm.weight")
    try check.limit("norm.weight", channels, SizeLimit.channels, "intermediate_size")
    if channels % heads != 0 {
      throw .wrongShape(
        tensor: prefix + "norm.weight", shape: [channels], expected: nil,
        formula: "[num_heads * head_dim] with \(heads) heads")
    }
    try check.compare(
      ["head_dim", "ssm_cfg.headdim"], 1...SizeLimit.channels, with: channels / heads,
      "norm.weight")
    kernel = try check.dimension(
      "conv1d.weight", 2, rank: 3,
      formula: "[intermediate_size + 2 * n_groups * state_size, 1, conv_kernel]")
    try check.compare(
      ["conv_kernel", "ssm_cfg.d_conv", "d_conv"], 1...SizeLimit.kernel, with: kernel,
      "conv1d.weight")
    try check.limit("conv1d.weight", kernel, SizeLimit.kernel, "conv_kernel")
    groups =
      try configuration.integer(
        ["n_groups", "ssm_cfg.ngroups"], in: 1...SizeLimit.channels)?.value
      ?? Self.standardGroups(configuration)
    let rows = try check.dimension(
      "conv1d.weight", 0, rank: 3,
      formula: "[intermediate_size + 2 * n_groups * state_size, 1, conv_kernel]")
    if heads % groups != 0 || rows <= channels || (rows - channels) % (2 * groups) != 0 {
      throw .wrongShape(
        tensor: prefix + "conv1d.weight", shape: [rows, 1, kernel], expected: nil,
        formula: "[intermediate_size + 2 * n_groups * state_size, 1, conv_kernel] with "
          + "intermediate_size \(channels), n_groups \(groups) and num_heads \(heads)")
    }
    states = (rows - channels) / (2 * groups)
    try check.compare(
      ["state_size", "ssm_cfg.d_state", "d_state"], 1...SizeLimit.states, with: states,
      "conv1d.weight")
    try check.limit("conv1d.weight", states, SizeLimit.states, "state_size")
    timeStepLimit = try configuration.timeStepLimit()
    self.epsilon = configuration.modelType == CheckpointFormat.headType ? epsilon : 1e-5
  }

  /// What the settings mean that name no groups.
  private static func standardGroups(_ configuration: Configuration) -> Int {
    configuration.modelType == CheckpointFormat.headType ? 8 : 1
  }
}

extension Configuration {
  /// The range of dt; nil where it is all that softplus gives.
  fileprivate func timeStepLimit() throws(CheckpointError) -> ClosedRange<Float>? {
    for key in ["time_step_limit", "ssm_cfg.dt_limit"] {
      guard let json = self[key] else { continue }
      let limits = (json.elements ?? []).compactMap(\.floatingPoint).map { Float($0) }
      guard json.elements?.count == 2, limits.count == 2, limits[0] >= 0, limits[0] <= limits[1],
        limits[0].isFinite
      else {
        throw .config(
          path: path, key: key,
          .invalid(found: json.summary, expected: "two numbers from 0 on, the lower one first"))
      }
      if limits[0] == 0, limits[1] == .infinity { return nil }
      return limits[0]...limits[1]
    }
    return nil
  }
}

extension JSON {
  /// A number, or what `transformers` writes for one that JSON has not:
  /// `{"__float__": "Infinity"}`.
  fileprivate var floatingPoint: Double? {
    if let number { return number }
    switch self["__float__"]?.string {
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: return nil
    }
  }
}
