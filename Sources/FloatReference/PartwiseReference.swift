package import Model

/// Evaluates a language model part by part: all sequences go through one part before the next
/// one's weights are laid out.
///
/// So a model of gigabytes takes the memory of a layer, or of the embedding where that is larger,
/// and of what sequences hand from part to part. The bits are those of ``FloatReference``.
package struct PartwiseReference {
  private let model: Model
  private let parts: [ModelPart]
  private let batchFloats: Int

  /// - Throws: what ``Model/validate()`` finds.
  /// - Precondition: `model` reads tokens.
  package init(_ model: Model) throws(ModelError) {
    try self.init(model, partElements: 1 << 24, batchFloats: 1 << 26)
  }

  /// - Parameters:
  ///   - partElements: Weights of a part, at most, unless one operation has more.
  ///   - batchFloats: What the sequences of a batch hand on from one part to the next, at most,
  ///     unless one sequence has more.
  init(_ model: Model, partElements: Int, batchFloats: Int) throws(ModelError) {
    precondition(!model.isClassifier, "only a language model is evaluated in parts")
    try model.validate()
    self.model = model
    parts = ModelPart.parts(of: model, elements: partElements)
    self.batchFloats = batchFloats
  }

  /// Evaluates `sequences` in parallel, each worker and part with an observer of its own.
  ///
  /// - Parameters:
  ///   - sequences: Tokens.
  ///   - progress: Called with finished and all pairs of a sequence and a part, one call at a
  ///     time, from any thread.
  ///   - observer: Makes an observer.
  ///   - finish: Makes a result of an observer.
  /// - Returns: The results, in no particular order.
  package func evaluate<O: Observer & SendableMetatype, Result: Sendable>(
    _ sequences: [[Int32]], progress: ((Int, Int) -> Void)?, observer: @Sendable () -> O,
    finish: @Sendable (O) -> Result
  ) throws(FloatReferenceError) -> [Result] {
    for (index, tokens) in sequences.enumerated() {
      do throws(FloatReferenceError) {
        _ = try FloatSequence.tokens(tokens).positions(for: model.input)
      } catch {
        throw .sequence(index, error)
      }
    }
    var results: [Result] = []
    var finished = 0
    for batch in batches(of: sequences) {
      var values: [ValueID: [FloatBuffer]] = [:]
      for (index, part) in parts.enumerated() {
        for value in part.outputs {
          values[value] = batch.map {
            FloatBuffer(count: $0.count * model.values[value.index].width)
          }
        }
        let rows = PartRows(inputs: part.inputs, outputs: part.outputs, values)
        results += try evaluate(
          part, batch, rows,
          progress: { done, _ in progress?(finished + done, sequences.count * parts.count) },
          observer: observer, finish: finish)
        finished += batch.count
        let needed = Set(parts[(index + 1)...].flatMap(\.inputs))
        values = values.filter { needed.contains($0.key) }
      }
    }
    return results
  }

  private func evaluate<O: Observer & SendableMetatype, Result: Sendable>(
    _ part: ModelPart, _ batch: ArraySlice<[Int32]>, _ rows: PartRows,
    progress: @escaping (Int, Int) -> Void, observer: @Sendable () -> O,
    finish: @Sendable (O) -> Result
  ) throws(FloatReferenceError) -> [Result] {
    let reference = FloatReference(part, of: model)
    let queue = WorkQueue<Result, FloatReferenceError>(count: batch.count, progress: progress)
    return try queue.run { queue in
      let session = FloatSession(reference)
      var observer = observer()
      while let index = queue.next() {
        session.run(
          batch[batch.startIndex + index], rows, sequence: index, observer: &observer)
        queue.finished()
      }
      return finish(observer)
    }
  }

  /// Sequences that hand on no more than ``batchFloats`` together.
  private func batches(of sequences: [[Int32]]) -> [ArraySlice<[Int32]>] {
    let width = parts.reduce(0) { widest, part in
      max(widest, (part.inputs + part.outputs).reduce(0) { $0 + model.values[$1.index].width })
    }
    var batches: [ArraySlice<[Int32]>] = []
    var start = 0
    var floats = 0
    for (index, tokens) in sequences.enumerated() {
      if index > start, floats + tokens.count * width > batchFloats {
        batches.append(sequences[start..<index])
        (start, floats) = (index, 0)
      }
      floats += tokens.count * width
    }
    if start < sequences.count { batches.append(sequences[start...]) }
    return batches
  }
}

/// What sequences hand to a part and take from it: for each value a buffer of each sequence.
///
/// A sequence's buffers are used by one worker at a time.
struct PartRows: @unchecked Sendable {
  let inputs: [(value: Int, rows: [FloatBuffer])]
  let outputs: [(value: Int, rows: [FloatBuffer])]

  init(inputs: [ValueID], outputs: [ValueID], _ values: [ValueID: [FloatBuffer]]) {
    self.inputs = inputs.map { ($0.index, values[$0] ?? []) }
    self.outputs = outputs.map { ($0.index, values[$0] ?? []) }
  }
}
