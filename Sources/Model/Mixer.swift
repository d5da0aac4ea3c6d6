/// The mixer of Mamba-1 (Gu & Dao 2023, section 3.4; HF `MambaMixer`), in one direction or, as in
/// Vim, in both; or that of Mamba-2.
///
///     [x, z] = inProj(input)                         E + E
///     y      = forward(x) [+ backward(x)]            E, see ``Branch``
///     y      = y * SiLU(z) * gateScale               E
///     output = outProj(y), or outProj(H y) after a rotation was folded into outProj
///
/// Mamba-2 differs in what the projection gives, and has a norm behind the gate:
///
///     [z, x, B, C, dt] = inProj(input)               E + E + G N + G N + H
///     y = norm(heads(x, B, C, dt) * SiLU(z))         E, see ``HeadRecurrence``
package struct Mixer: Hashable, Sendable {
  package var layer: Int
  package var input: ValueID
  package var output: ValueID

  /// [2E, width]: rows 0..<E give x, E..<2E give z; of Mamba-2
  /// [2E + 2 G N + H, width]: rows z, x, B, C, dt.
  package var inProj: Parameter
  /// As many as `inProj` has rows.
  package var inProjBias: Parameter?
  package var recurrence: Recurrence
  /// [width, E]
  package var outProj: Parameter
  /// [width]
  package var outProjBias: Parameter?
  /// Online transform of `y`, orthogonal; nil where ``outProj`` takes `y` itself.
  package var rotation: Hadamard?
  /// Positive factors of the gated output, [E]; nil stands for ones. Never of Mamba-2, whose norm
  /// would see them.
  package var gateScale: [Float]?

  /// What stands between the projections.
  package enum Recurrence: Hashable, Sendable {
    /// Mamba-1. The backward branch only in a model that has all positions at once,
    /// ``Model/positions``.
    case selective(forward: Branch, backward: Branch?)
    /// Mamba-2.
    case heads(HeadRecurrence)
  }

  package init(
    layer: Int, input: ValueID, output: ValueID, inProj: Parameter, inProjBias: Parameter?,
    recurrence: Recurrence, outProj: Parameter, outProjBias: Parameter?,
    rotation: Hadamard? = nil, gateScale: [Float]? = nil
  ) {
    self.layer = layer
    self.input = input
    self.output = output
    self.inProj = inProj
    self.inProjBias = inProjBias
    self.recurrence = recurrence
    self.outProj = outProj
    self.outProjBias = outProjBias
    self.rotation = rotation
    self.gateScale = gateScale
  }

  /// A mixer of Mamba-1.
  package init(
    layer: Int, input: ValueID, output: ValueID, inProj: Parameter, inProjBias: Parameter?,
    forward: Branch, backward: Branch? = nil, outProj: Parameter, outProjBias: Parameter?,
    rotation: Hadamard? = nil, gateScale: [Float]? = nil
  ) {
    self.init(
      layer: layer, input: input, output: output, inProj: inProj, inProjBias: inProjBias,
      recurrence: .selective(forward: forward, backward: backward), outProj: outProj,
      outProjBias: outProjBias, rotation: rotation, gateScale: gateScale)
  }

  /// Width of the model, the mixer's input and output.
  package var width: Int { inProj.tensor.shape[1] }

  /// `E`, the number of channels (HF `intermediate_size`).
  package var channels: Int {
    switch recurrence {
    case .selective: inProj.tensor.shape[0] / 2
    case .heads(let heads): heads.channels
    }
  }

  /// Rows of ``inProj`` whose outputs are convolved: x, of Mamba-2 x, B and C.
  package var convolutionRows: Range<Int> {
    switch recurrence {
    case .selective: 0..<channels
    case .heads(let heads): channels..<2 * channels + 2 * heads.groupStates
    }
  }

  /// Rows of ``inProj`` that give z.
  package var gateRows: Range<Int> {
    switch recurrence {
    case .selective: channels..<2 * channels
    case .heads: 0..<channels
    }
  }

  /// Rows of ``inProj`` that give dt before its bias; none in Mamba-1.
  package var timeStepRows: Range<Int> {
    switch recurrence {
    case .selective: 0..<0
    case .heads: convolutionRows.upperBound..<inProj.tensor.shape[0]
    }
  }
}

/// The parts of the recurrences.
extension Mixer {
  /// Nil of Mamba-1.
  package var heads: HeadRecurrence? {
    get { if case .heads(let heads) = recurrence { heads } else { nil } }
    set { if let newValue { recurrence = .heads(newValue) } }
  }

  /// The directions that a mixer of Mamba-1 has; none of Mamba-2.
  package var directions: [Direction] {
    switch recurrence {
    case .selective(_, nil): [.forward]
    case .selective: [.forward, .backward]
    case .heads: []
    }
  }

  /// The branch of one of ``directions``.
  package subscript(direction: Direction) -> Branch {
    get {
      guard let branch = branch(direction) else {
        preconditionFailure("the mixer has no \(direction) branch")
      }
      return branch
    }
    set {
      guard case .selective(let forward, let backward) = recurrence else { return }
      switch direction {
      case .forward: recurrence = .selective(forward: newValue, backward: backward)
      case .backward: recurrence = .selective(forward: forward, backward: newValue)
      }
    }
  }

  /// Nil where the mixer has no such direction.
  package func branch(_ direction: Direction) -> Branch? {
    switch (recurrence, direction) {
    case (.selective(let forward, _), .forward): forward
    case (.selective(_, let backward), .backward): backward
    case (.heads, _): nil
    }
  }
}
