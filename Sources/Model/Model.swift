/// Index of a value (an activation vector at one position) in ``Model/values``.
package struct ValueID: Hashable, Sendable, Codable {
  package var index: Int
  package init(_ index: Int) { self.index = index }
}

/// An activation vector at one position.
package struct Value: Hashable, Sendable {
  package var name: String
  package var width: Int

  package init(name: String, width: Int) {
    self.name = name
    self.width = width
  }
}

/// What one position of the input is, or from what all positions come.
package enum ModelInput: Hashable, Sendable {
  /// One token in 0 ..< vocabulary.
  case token(vocabulary: Int)
  /// One frame of `width` float features, arriving in value `value`.
  case frame(width: Int, value: ValueID)
  /// An image, which becomes all positions of a sequence at once.
  case image(ImageInput)
}

/// The float model: what a checkpoint means, in the order of evaluation.
///
/// `body` runs at every position of a sequence; `readout` turns what it left behind into
/// logits, at every position of a language model and at the end of a classifier's sequence.
package struct Model: Hashable, Sendable {
  package var name: String
  package var input: ModelInput
  package var values: [Value]
  package var body: [Operation]
  package var readout: [Operation]
  package var logits: ValueID
  /// Class names of a classifier; empty for a language model.
  package var labels: [String]
  /// SHA-256 of the checkpoint's files, lower-case hex, for provenance.
  package var checkpointHash: String

  package init(
    name: String, input: ModelInput, values: [Value], body: [Operation], readout: [Operation],
    logits: ValueID, labels: [String], checkpointHash: String
  ) {
    self.name = name
    self.input = input
    self.values = values
    self.body = body
    self.readout = readout
    self.logits = logits
    self.labels = labels
    self.checkpointHash = checkpointHash
  }

  /// True if logits are read once per sequence rather than at each position.
  package var isClassifier: Bool {
    if case .token = input { false } else { true }
  }

  /// Length of every sequence of a model that has all positions at once; nil where positions
  /// come one after the other.
  package var positions: Int? {
    if case .image(let image) = input { image.positions } else { nil }
  }
}
