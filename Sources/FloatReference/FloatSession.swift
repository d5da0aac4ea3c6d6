import Model

/// The buffers and the state of one evaluation at a time; not shared between threads.
package final class FloatSession {
  private let reference: FloatReference
  /// Activations of a block, [positions, width] for each value.
  private let values: [FloatBuffer]
  /// Of each mixer, one for each branch of its recurrence.
  private let mixers: [[MixerState]]
  private let activations: MixerActivations
  private let pools: [PoolState]
  private let intervention: (any Intervention)?

  /// - Parameters:
  ///   - reference: The model to run.
  ///   - intervention: Changes activations; nil for the model's own.
  package init(_ reference: FloatReference, intervention: (any Intervention)? = nil) {
    let block = reference.blockLength
    self.reference = reference
    let used = Set((reference.body + reference.readout).flatMap(\.values))
    values = reference.model.values.enumerated().map { index, value in
      FloatBuffer(count: used.contains(index) ? block * value.width : 0)
    }
    var packed: [PackedMixer] = []
    var pools: [PoolState] = []
    for stage in reference.body {
      switch stage {
      case .mixer(let mixer, _): packed.append(mixer)
      case .meanPool(_, _, let input, _):
        pools.append(PoolState(width: reference.model.values[input].width))
      case .embed, .position, .linear, .rmsNorm, .add: break
      }
    }
    mixers = packed.map { $0.makeStates() }
    activations = MixerActivations(packed, positions: block, intervention: intervention)
    self.intervention = intervention
    self.pools = pools
  }

  /// Returns to the start of a sequence.
  package func reset() {
    for state in mixers.joined() { state.reset() }
    for pool in pools { pool.reset() }
  }

  /// Evaluates a whole sequence from a reset state.
  ///
  /// - Parameters:
  ///   - sequence: What the model reads.
  ///   - observer: Receives the activations.
  ///   - onLogits: Receives [positions, classes] of each block of a language model, or the
  ///     [classes] of a classifier; valid during the call only.
  package func run<O: Observer>(
    _ sequence: FloatSequence, observer: inout O,
    onLogits: (UnsafeBufferPointer<Float>) -> Void
  ) throws(FloatReferenceError) {
    reset()
    try resume(sequence, observer: &observer, onLogits: onLogits)
  }

  /// Evaluates positions that follow those evaluated since the last reset.
  package func resume<O: Observer>(
    _ sequence: FloatSequence, observer: inout O,
    onLogits: (UnsafeBufferPointer<Float>) -> Void
  ) throws(FloatReferenceError) {
    let positions = try sequence.positions(for: reference.model.input)
    if O.self != NoObserver.self { activations.recordStates() }
    for start in stride(from: 0, to: positions, by: reference.blockLength) {
      let count = min(reference.blockLength, positions - start)
      evaluateBody(sequence, start: start, count: count, observer: &observer)
      if !reference.model.isClassifier {
        readLogits(count: count, observer: &observer, onLogits: onLogits)
      } else if start + count == positions {
        keepLastPosition(of: count)
        readLogits(count: 1, observer: &observer, onLogits: onLogits)
      }
    }
  }

  /// Evaluates a part of a language model over a whole sequence.
  ///
  /// - Parameter sequence: Index among the buffers of `rows`.
  func run<O: Observer>(
    _ tokens: [Int32], _ rows: PartRows, sequence: Int, observer: inout O
  ) {
    reset()
    if O.self != NoObserver.self { activations.recordStates() }
    for start in stride(from: 0, to: tokens.count, by: reference.blockLength) {
      let count = min(reference.blockLength, tokens.count - start)
      for (value, buffers) in rows.inputs {
        let width = reference.model.values[value].width
        values[value].pointer.update(
          from: buffers[sequence].pointer + start * width, count: count * width)
      }
      evaluateBody(.tokens(tokens), start: start, count: count, observer: &observer)
      for (value, buffers) in rows.outputs {
        let width = reference.model.values[value].width
        (buffers[sequence].pointer + start * width).update(
          from: values[value].pointer, count: count * width)
      }
    }
  }

  private func evaluateBody<O: Observer>(
    _ sequence: FloatSequence, start: Int, count: Int, observer: inout O
  ) {
    var tokens: ArraySlice<Int32> = []
    switch (sequence, reference.model.input) {
    case (.tokens(let all), _):
      tokens = all[start..<start + count]
    case (.frames(let frames), .frame(let width, let value)):
      for i in 0..<count * width { values[value.index].pointer[i] = frames[start * width + i] }
      change(value.index, count: count)
      observe(value.index, count: count, observer: &observer)
    case (.image(let pixels), .image(let image)):
      image.patches(of: pixels, into: values[image.value.index].pointer)
      change(image.value.index, count: count)
      observe(image.value.index, count: count, observer: &observer)
    case (_, _):
      preconditionFailure("the sequence was checked against the model's input")
    }
    for stage in reference.body {
      evaluate(stage, tokens: tokens, count: count, observer: &observer)
    }
  }

  private func readLogits<O: Observer>(
    count: Int, observer: inout O, onLogits: (UnsafeBufferPointer<Float>) -> Void
  ) {
    for stage in reference.readout {
      evaluate(stage, tokens: [], count: count, observer: &observer)
    }
    let logits = values[reference.model.logits.index].pointer
    onLogits(UnsafeBufferPointer(start: logits, count: count * reference.classes))
  }

  /// Moves the last of `count` positions to the front of every value.
  private func keepLastPosition(of count: Int) {
    for (buffer, value) in zip(values, reference.model.values) {
      buffer.pointer.update(from: buffer.pointer + (count - 1) * value.width, count: value.width)
    }
  }

  private func evaluate<O: Observer>(
    _ stage: Stage, tokens: ArraySlice<Int32>, count: Int, observer: inout O
  ) {
    let output: Int
    switch stage {
    case .embed(let weight, let width, let index):
      output = index
      embed(tokens, weight: weight, width: width, into: values[output].pointer)
    case .position(let table, let classRows, let input, let index):
      output = index
      addPositions(
        values[input].pointer, table: table, classRows: classRows, positions: count,
        into: values[output].pointer)
    case .linear(let linear, let input, let index):
      output = index
      linear.apply(values[input].pointer, positions: count, into: values[output].pointer)
    case .rmsNorm(let gain, let epsilon, let input, let index):
      output = index
      normalize(
        values[input].pointer, positions: count, gain: gain, epsilon: epsilon,
        into: values[output].pointer)
    case .mixer(let mixer, let state):
      output = mixer.output
      mixer.evaluate(
        values[mixer.input].pointer, positions: count, into: values[output].pointer,
        states: mixers[state], activations: activations, observer: &observer)
    case .add(let left, let right, let index):
      output = index
      let (left, right) = (values[left].pointer, values[right].pointer)
      let sum = values[output].pointer
      let floats = count * reference.model.values[output].width
      for i in stride(from: 0, to: floats, by: Lanes.scalarCount) {
        sum.store(left.lanes(at: i) + right.lanes(at: i), at: i)
      }
    case .meanPool(let state, let rows, let input, let index):
      output = index
      pools[state].add(
        values[input].pointer, positions: count, rows: rows, into: values[output].pointer)
    }
    change(output, count: count)
    observe(output, count: count, observer: &observer)
  }

  private func change(_ value: Int, count: Int) {
    intervention?.apply(
      to: .value(ValueID(value)), values[value].pointer, positions: count,
      width: reference.model.values[value].width)
  }

  private func observe<O: Observer>(_ value: Int, count: Int, observer: inout O) {
    let width = reference.model.values[value].width
    observer.observe(
      .value(ValueID(value)),
      values: UnsafeBufferPointer(start: values[value].pointer, count: count * width),
      width: width)
  }
}
