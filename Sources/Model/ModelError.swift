/// Why a float model is not well formed.
package enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A value index outside ``Model/values``.
  case noSuchValue(Int, operation: String)
  /// A value read before anything is written to it.
  case readBeforeWritten(value: String, operation: String)
  case writtenTwice(value: String, operation: String)
  case neverWritten(value: String)
  case valueWidth(value: String, width: Int)
  /// A value whose width differs from what its operation needs.
  case width(value: String, width: Int, expected: Int, operation: String)
  /// `expected` as text, e.g. `[2E, 192]`.
  case shape(parameter: String, shape: [Int], expected: String)
  case notFinite(parameter: String, index: Int)
  case epsilon(Double, operation: String)
  case embedWithoutTokens(operation: String)
  case onlyInBody(operation: String)
  /// Something that needs all positions at once.
  case needsImage(operation: String)
  /// Sizes of an image that contradict each other.
  case image
  case rows(operation: String, positions: Int)
  /// More elements at all positions than are held at once.
  case sequence(String, width: Int, positions: Int)
  case layerTwice(Int)
  case rotation(layer: Int, size: Int, channels: Int)
  /// Smoothing factors that are too few, too many, or not all positive.
  case smoothing(String, layer: Int, channels: Int)
  /// Heads, groups and channels of a Mamba-2 mixer that do not divide each other.
  case heads(layer: Int, channels: Int, heads: Int, groups: Int, convolved: Int)
  case timeStepLimit(layer: Int, low: Float, high: Float)
  /// Factors between the gate and the norm of a Mamba-2 mixer.
  case gateScale(layer: Int)
  /// A Mamba-2 mixer in a model of images.
  case headsOfImage(layer: Int)
  case labelCount(Int, classes: Int)

  package var description: String {
    switch self {
    case .noSuchValue(let index, let operation):
      "\(operation): there is no value \(index)"
    case .readBeforeWritten(let value, let operation):
      "\(operation): '\(value)' is read before it is written"
    case .writtenTwice(let value, let operation):
      "\(operation): '\(value)' is written a second time"
    case .neverWritten(let value):
      "'\(value)' is never written"
    case .valueWidth(let value, let width):
      "'\(value)' has width \(width); widths are 1 to \(Model.largestWidth)"
    case .width(let value, let width, let expected, let operation):
      "\(operation): '\(value)' has width \(width), needed is \(expected)"
    case .shape(let parameter, let shape, let expected):
      "'\(parameter)' has shape \(shape), needed is \(expected); "
        + "the checkpoint and its config.json do not belong together"
    case .notFinite(let parameter, let index):
      "'\(parameter)' is not finite at element \(index); the checkpoint is damaged"
    case .epsilon(let epsilon, let operation):
      "\(operation): epsilon is \(epsilon); it must be finite and not negative"
    case .embedWithoutTokens(let operation):
      "\(operation): the model reads no tokens that could be embedded"
    case .onlyInBody(let operation):
      "\(operation): only operations without state may stand in the readout"
    case .needsImage(let operation):
      "\(operation): only a model that reads images has all positions at once"
    case .image:
      "the sizes of image, patch, mean and deviation do not belong together"
    case .rows(let operation, let positions):
      "\(operation): positions must rise within 0...\(positions - 1), at least one"
    case .sequence(let name, let width, let positions):
      "\(name) has \(width) elements at each of \(positions) positions, more than "
        + "\(Model.largestSequence) together; use smaller images or a larger stride"
    case .layerTwice(let layer):
      "two mixers claim layer \(layer)"
    case .rotation(let layer, let size, let channels):
      "mixer of layer \(layer): the rotation has \(size) channels, the mixer \(channels)"
    case .smoothing(let name, let layer, let channels):
      "mixer of layer \(layer): \(name) needs \(channels) positive, finite factors"
    case .heads(let layer, let channels, let heads, let groups, let convolved):
      "mixer of layer \(layer): \(channels) channels, \(heads) heads, \(groups) groups and "
        + "\(convolved) convolved channels do not divide each other"
    case .timeStepLimit(let layer, let low, let high):
      "mixer of layer \(layer): the time step is limited to \(low)...\(high); limits are numbers "
        + "from 0 on"
    case .gateScale(let layer):
      "mixer of layer \(layer): gateScale stands before the norm of Mamba-2, which would undo it"
    case .headsOfImage(let layer):
      "mixer of layer \(layer): Mamba-2 mixers do not read images"
    case .labelCount(let count, let classes):
      "\(count) labels for \(classes) classes; give one label for each class or none"
    }
  }
}
