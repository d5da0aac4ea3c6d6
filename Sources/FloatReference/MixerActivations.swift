import Model

/// The activations of one mixer over a block of positions; every mixer of a model uses the
/// same buffers in turn. [positions, E] unless stated.
final class MixerActivations {
  /// Preceded by the kernel - 1 rows of the state.
  let convolutionWindow: FloatBuffer
  let gate: FloatBuffer
  let convolutionOutput: FloatBuffer
  let x: FloatBuffer
  /// `x * xScale`; empty where no mixer has factors and nothing is changed.
  let xSmoothed: FloatBuffer
  /// [positions, R]
  let dtLow: FloatBuffer
  /// [positions, N]
  let b: FloatBuffer
  /// [positions, N]
  let c: FloatBuffer
  let dtPreactivation: FloatBuffer
  let dt: FloatBuffer
  /// `dt * x`
  let drive: FloatBuffer
  /// [positions, N, E]; nil where nobody observes it.
  private(set) var states: FloatBuffer?
  let y: FloatBuffer
  let gated: FloatBuffer
  let rotated: FloatBuffer
  /// Changes the activations, if any is to be changed.
  let intervention: (any Intervention)?
  private let stateCount: Int

  /// Room for `positions` positions of each of `mixers`.
  init(_ mixers: [PackedMixer], positions: Int, intervention: (any Intervention)?) {
    self.intervention = intervention
    func buffer(_ width: (PackedMixer) -> Int) -> FloatBuffer {
      FloatBuffer(count: positions * (mixers.map(width).max() ?? 0))
    }
    convolutionWindow = FloatBuffer(
      count: mixers.map { ($0.kernel - 1 + positions) * $0.channels }.max() ?? 0)
    gate = buffer(\.channels)
    convolutionOutput = buffer(\.channels)
    x = buffer(\.channels)
    xSmoothed = buffer { $0.xScale == nil && intervention == nil ? 0 : $0.channels }
    dtLow = buffer(\.dtLow.outputs)
    b = buffer(\.states)
    c = buffer(\.states)
    dtPreactivation = buffer(\.channels)
    dt = buffer(\.channels)
    drive = buffer(\.channels)
    y = buffer(\.channels)
    gated = buffer(\.channels)
    rotated = buffer { $0.rotation == nil ? 0 : $0.channels }
    stateCount = positions * (mixers.map { $0.states * $0.channels }.max() ?? 0)
  }

  /// Makes room for the states of every position.
  func recordStates() {
    if states == nil { states = FloatBuffer(count: stateCount) }
  }

  /// Reports the sites of `mixer`, which was evaluated last, in the order of evaluation.
  func report<O: Observer>(_ mixer: PackedMixer, positions: Int, to observer: inout O) {
    func report(_ site: MixerSite, _ start: UnsafePointer<Float>, width: Int) {
      observer.observe(
        .mixer(layer: mixer.layer, site),
        values: UnsafeBufferPointer(start: start, count: positions * width), width: width)
    }
    let (e, n) = (mixer.channels, mixer.states)
    report(.convolutionInput, convolutionWindow.pointer + (mixer.kernel - 1) * e, width: e)
    report(.gate, gate.pointer, width: e)
    report(.convolutionOutput, convolutionOutput.pointer, width: e)
    report(.x, x.pointer, width: e)
    if mixer.xScale != nil { report(.xSmoothed, xSmoothed.pointer, width: e) }
    report(.dtLow, dtLow.pointer, width: mixer.dtLow.outputs)
    report(.b, b.pointer, width: n)
    report(.c, c.pointer, width: n)
    report(.dtPreactivation, dtPreactivation.pointer, width: e)
    report(.dt, dt.pointer, width: e)
    report(.drive, drive.pointer, width: e)
    if let states { report(.state, states.pointer, width: n * e) }
    report(.y, y.pointer, width: e)
    report(.gated, gated.pointer, width: e)
    if mixer.rotation != nil { report(.rotated, rotated.pointer, width: e) }
  }
}
