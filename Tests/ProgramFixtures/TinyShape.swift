/// Sizes of a tiny program; every field may be odd or even.
package struct TinyShape: Hashable, Sendable {
  /// Tokens of a language model.
  package var vocabulary: Int
  /// Features of a classifier's frame.
  package var features: Int
  /// Classes of a classifier.
  package var classes: Int
  /// Width of the residual stream.
  package var width: Int
  /// Channels of a mixer; multiples of 12 give a transform of order 12 in every third layer.
  package var channels: Int
  package var states: Int
  package var timeStepRank: Int
  package var kernel: Int
  package var layers: Int
  /// Weights of 4 bits in groups of 32 columns for `in_proj` and `out_proj` with int8 inputs.
  package var hasFourBitWeights: Bool
  /// Norms of dt, B and C behind `x_proj`.
  package var hasMixerNorms: Bool

  package init(
    vocabulary: Int = 11, features: Int = 5, classes: Int = 3, width: Int = 10,
    channels: Int = 24, states: Int = 4, timeStepRank: Int = 2, kernel: Int = 4,
    layers: Int = 3, hasFourBitWeights: Bool = false, hasMixerNorms: Bool = false
  ) {
    self.vocabulary = vocabulary
    self.features = features
    self.classes = classes
    self.width = width
    self.channels = channels
    self.states = states
    self.timeStepRank = timeStepRank
    self.kernel = kernel
    self.layers = layers
    self.hasFourBitWeights = hasFourBitWeights
    self.hasMixerNorms = hasMixerNorms
  }

  /// All sizes odd; no transform is possible.
  package static let odd = TinyShape(
    vocabulary: 7, features: 3, classes: 5, width: 9, channels: 17, states: 3,
    timeStepRank: 1, kernel: 3)

  /// A size of 1 wherever one is allowed.
  package static let smallest = TinyShape(
    vocabulary: 1, features: 1, classes: 1, width: 1, channels: 1, states: 1,
    timeStepRank: 1, kernel: 1, layers: 1)

  /// Weights of 4 bits in rows of one, two and three groups, odd and even.
  package static let fourBits = TinyShape(width: 33, channels: 72, hasFourBitWeights: true)

  /// Norms inside the mixers, of rows that no vector length divides.
  package static let mixerNorms = TinyShape(states: 5, timeStepRank: 3, hasMixerNorms: true)

  /// Sizes that cross the usual vector lengths by one element.
  package static let beyondVectors = TinyShape(
    vocabulary: 33, features: 17, classes: 9, width: 33, channels: 36, states: 17,
    timeStepRank: 5, kernel: 5)
}
