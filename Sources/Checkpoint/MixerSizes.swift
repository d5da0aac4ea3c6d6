import TensorFile

/// Sizes of a Mamba-1 mixer, taken from its tensors and compared with the settings.
struct MixerSizes: Hashable {
  /// Width of the model.
  var width: Int
  /// `E`
  var channels: Int
  /// `N`
  var states: Int
  /// `R`
  var timeStepRank: Int
  /// Taps of the convolution.
  var kernel: Int

  /// - Parameter prefix: Start of the names of the mixer's tensors, e.g.
  ///   `backbone.layers.0.mixer.`.
  init(
    prefix: String, width: Int, weights: WeightFiles, configuration: Configuration
  ) throws(CheckpointError) {
    self.width = width
    let check = SizeCheck(prefix: prefix, weights: weights, configuration: configuration)
    let rows = try check.dimension(
      "in_proj.weight", 0, rank: 2, formula: "[2 * intermediate_size, hidden_size]")
    channels = rows / 2
    try check.compare(
      ["intermediate_size", "d_inner"], 1...SizeLimit.channels, with: channels, "in_proj.weight")
    states = try check.dimension(
      "A_log", 1, rank: 2, formula: "[intermediate_size, state_size]")
    try check.compare(
      ["state_size", "ssm_cfg.d_state", "d_state"], 1...SizeLimit.states, with: states, "A_log")
    kernel = try check.dimension(
      "conv1d.weight", 2, rank: 3, formula: "[intermediate_size, 1, conv_kernel]")
    try check.compare(
      ["conv_kernel", "ssm_cfg.d_conv", "d_conv"], 1...SizeLimit.kernel, with: kernel,
      "conv1d.weight")
    timeStepRank = try check.dimension(
      "dt_proj.weight", 1, rank: 2, formula: "[intermediate_size, time_step_rank]")
    for key in ["time_step_rank", "ssm_cfg.dt_rank", "dt_rank"] {
      // `auto` stands for ceil(width / 16), but the tensor says it outright.
      if configuration[key]?.string == "auto" { continue }
      try check.compare([key], 1...SizeLimit.channels, with: timeStepRank, "dt_proj.weight")
    }
    try check.limit("in_proj.weight", channels, SizeLimit.channels, "intermediate_size")
    try check.limit("A_log", states, SizeLimit.states, "state_size")
    try check.limit("conv1d.weight", kernel, SizeLimit.kernel, "conv_kernel")
    try check.limit("dt_proj.weight", timeStepRank, SizeLimit.channels, "time_step_rank")
  }
}

/// Sizes beyond any Mamba published, which keep hostile files from exhausting memory.
enum SizeLimit {
  static let vocabulary = 1 << 20
  static let width = 1 << 16
  static let layers = 1 << 10
  static let channels = 1 << 18
  static let states = 1 << 10
  static let kernel = 1 << 6
  static let classes = 1 << 16
}

/// Compares the sizes that tensors imply with the settings.
struct SizeCheck {
  let prefix: String
  let weights: WeightFiles
  let configuration: Configuration

  func dimension(
    _ suffix: String, _ index: Int, rank: Int, formula: String
  ) throws(CheckpointError) -> Int {
    let shape = try shape(suffix)
    if shape.count != rank {
      throw .wrongShape(tensor: prefix + suffix, shape: shape, expected: nil, formula: formula)
    }
    return shape[index]
  }

  func compare(
    _ keys: [String], _ range: ClosedRange<Int>, with meaning: Int, _ suffix: String
  ) throws(CheckpointError) {
    guard let setting = try configuration.integer(keys, in: range) else { return }
    if setting.value != meaning {
      throw .conflict(
        path: configuration.path, key: setting.key, value: setting.value,
        tensor: prefix + suffix, shape: try shape(suffix), meaning: meaning)
    }
  }

  func limit(
    _ suffix: String, _ size: Int, _ limit: Int, _ name: String
  ) throws(CheckpointError) {
    if size < 1 || size > limit {
      throw .wrongShape(
        tensor: prefix + suffix, shape: try shape(suffix), expected: nil,
        formula: "a \(name) in 1...\(limit)")
    }
  }

  private func shape(_ suffix: String) throws(CheckpointError) -> [Int] {
    guard let shape = weights.shape(of: prefix + suffix) else {
      throw .missingTensor(directory: weights.directory, tensor: prefix + suffix)
    }
    return shape
  }
}
