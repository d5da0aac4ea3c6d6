package import Model

/// Evaluates the float model in float32: the function that the integer program approximates.
///
/// Deterministic: the same bits for every length of a block and every number of threads, and
/// the logits of a prefix are a prefix of the logits.
package struct FloatReference: Sendable {
  package let model: Model
  let body: [Stage]
  let readout: [Stage]
  /// Positions evaluated together; bounds the memory of a long sequence.
  let blockLength: Int

  /// Lays out the weights.
  /// - Throws: what ``Model/validate()`` finds.
  package init(_ model: Model) throws(ModelError) {
    try self.init(model, blockLength: Self.usualBlock)
  }

  /// Evaluates `blockLength` positions together; the result does not depend on it. An image is
  /// one block.
  /// - Precondition: `blockLength > 0`.
  package init(_ model: Model, blockLength: Int) throws(ModelError) {
    precondition(blockLength > 0, "a block holds at least one position")
    try model.validate()
    self.model = model
    self.blockLength = model.positions ?? blockLength
    body = Stage.stages(of: model.body, model.input)
    readout = Stage.stages(of: model.readout, model.input)
  }

  /// A part of a valid language model as a body of its own.
  init(_ part: ModelPart, of model: Model) {
    self.model = model
    blockLength = Self.usualBlock
    body = Stage.stages(of: part.operations, model.input)
    readout = []
  }

  private static let usualBlock = 64

  /// Width of ``logits(tokens:observer:)``'s rows.
  package var classes: Int { model.values[model.logits.index].width }

  /// Logits of one sequence: [positions, classes] of a language model, [classes] of a
  /// classifier.
  package func logits(
    tokens: [Int32], observer: inout some Observer
  ) throws(FloatReferenceError) -> [Float] {
    try logits(.tokens(tokens), observer: &observer)
  }

  /// Logits of one sequence of frames, row-major [positions, width].
  package func logits(
    frames: [Float], observer: inout some Observer
  ) throws(FloatReferenceError) -> [Float] {
    try logits(.frames(frames), observer: &observer)
  }

  /// Logits of one sequence, unobserved.
  package func logits(tokens: [Int32]) throws(FloatReferenceError) -> [Float] {
    var observer = NoObserver()
    return try logits(tokens: tokens, observer: &observer)
  }

  /// Logits of one sequence of frames, unobserved.
  package func logits(frames: [Float]) throws(FloatReferenceError) -> [Float] {
    var observer = NoObserver()
    return try logits(frames: frames, observer: &observer)
  }

  private func logits(
    _ sequence: FloatSequence, observer: inout some Observer
  ) throws(FloatReferenceError) -> [Float] {
    let session = FloatSession(self)
    var logits: [Float] = []
    try session.run(sequence, observer: &observer) { logits += $0 }
    return logits
  }
}
