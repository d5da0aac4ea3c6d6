/// Sizes of the mixers of a model, which are all of one kind.
enum RecurrenceSizes {
  /// Mamba-1; both directions in Vim.
  case selective(MixerSizes, isBidirectional: Bool)
  /// Mamba-2.
  case heads(HeadSizes)

  /// Sizes of a language model's mixers, of the kind that the settings name.
  ///
  /// - Parameters:
  ///   - prefix: Start of the names of the first mixer's tensors.
  ///   - epsilon: Of the model's norms.
  init(
    prefix: String, width: Int, epsilon: Double, weights: WeightFiles,
    configuration: Configuration
  ) throws(CheckpointError) {
    if configuration.hasHeads {
      self = .heads(
        try HeadSizes(
          prefix: prefix, width: width, epsilon: epsilon, weights: weights,
          configuration: configuration))
    } else {
      self = .selective(
        try MixerSizes(
          prefix: prefix, width: width, weights: weights, configuration: configuration),
        isBidirectional: false)
    }
  }
}
