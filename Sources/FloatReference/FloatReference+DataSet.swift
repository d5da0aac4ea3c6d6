package import Model

extension FloatReference {
  /// Logits of every sequence, as ``logits(tokens:observer:)`` gives them, evaluated in
  /// parallel.
  ///
  /// - Parameter progress: Called with the finished and all sequences, one call at a time,
  ///   from any thread.
  package func logits(
    of sequences: Sequences, progress: ((Int, Int) -> Void)? = nil
  ) throws(FloatReferenceError) -> [[Float]] {
    try map(sequences, progress: progress) { _, logits in logits }
  }

  /// `transform` of the index and the logits of every sequence, in order, so that the logits
  /// of all sequences need not be kept.
  ///
  /// - Parameter intervention: Changes activations; nil for the model's own.
  package func map<Result: Sendable>(
    _ sequences: Sequences, changedBy intervention: (any Intervention)? = nil,
    progress: ((Int, Int) -> Void)? = nil,
    _ transform: @Sendable (Int, [Float]) -> Result
  ) throws(FloatReferenceError) -> [Result] {
    let parts = try evaluate(
      sequences, changedBy: intervention, progress: progress, start: { [(Int, Result)]() },
      finish: { $0 }
    ) { (results, index, session) throws(FloatReferenceError) in
      var logits: [Float] = []
      var observer = NoObserver()
      try session.run(sequences[index], observer: &observer) { logits += $0 }
      results.append((index, transform(index, logits)))
    }
    return parts.joined().sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Evaluates `sequences` in parallel, each worker with a session and an accumulator of its
  /// own. Which worker gets which sequence varies from run to run.
  package func evaluate<Accumulator, Result: Sendable>(
    _ sequences: Sequences, changedBy intervention: (any Intervention)? = nil,
    progress: ((Int, Int) -> Void)?,
    start: @Sendable () -> Accumulator, finish: @Sendable (Accumulator) -> Result,
    body: @Sendable (inout Accumulator, Int, FloatSession) throws(FloatReferenceError) -> Void
  ) throws(FloatReferenceError) -> [Result] {
    if case .frames(_, let width) = sequences, case .frame(let expected, _) = model.input,
      width != expected
    {
      throw .frameWidth(width, expected: expected)
    }
    let queue = WorkQueue<Result, FloatReferenceError>(count: sequences.count, progress: progress)
    return try queue.run { queue in
      let session = FloatSession(self, intervention: intervention)
      var accumulator = start()
      while let index = queue.next() {
        do throws(FloatReferenceError) {
          try body(&accumulator, index, session)
          queue.finished()
        } catch {
          queue.failed(index, .sequence(index, error))
        }
      }
      return finish(accumulator)
    }
  }
}
