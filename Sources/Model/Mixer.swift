/// The Mamba-1 mixer (Gu & Dao 2023, section 3.4; HF `MambaMixer`), in one direction or, as in
/// Vim, in both.
///
///     [x, z] = inProj(input)                         E + E
///     y      = forward(x) [+ backward(x)]            E, see ``Branch``
///     y      = y * SiLU(z) * gateScale               E
///     output = outProj(y), or outProj(H y) after a rotation was folded into outProj
package struct Mixer: Hashable, Sendable {
  package var layer: Int
  package var input: ValueID
  package var output: ValueID

  /// [2E, width]: rows 0..<E give x, E..<2E give z.
  package var inProj: Parameter
  /// [2E]
  package var inProjBias: Parameter?
  package var forward: Branch
  /// Only in a model that has all positions at once, ``Model/positions``.
  package var backward: Branch?
  /// [width, E]
  package var outProj: Parameter
  /// [width]
  package var outProjBias: Parameter?
  /// Online transform of `y`, orthogonal; nil where ``outProj`` takes `y` itself.
  package var rotation: Hadamard?
  /// Positive factors of the gated output, [E]; nil stands for ones.
  package var gateScale: [Float]?

  package init(
    layer: Int, input: ValueID, output: ValueID, inProj: Parameter, inProjBias: Parameter?,
    forward: Branch, backward: Branch? = nil, outProj: Parameter, outProjBias: Parameter?,
    rotation: Hadamard? = nil, gateScale: [Float]? = nil
  ) {
    self.layer = layer
    self.input = input
    self.output = output
    self.inProj = inProj
    self.inProjBias = inProjBias
    self.forward = forward
    self.backward = backward
    self.outProj = outProj
    self.outProjBias = outProjBias
    self.rotation = rotation
    self.gateScale = gateScale
  }

  /// Width of the model, the mixer's input and output.
  package var width: Int { inProj.tensor.shape[1] }
  /// `E`, the number of channels (HF `intermediate_size`).
  package var channels: Int { inProj.tensor.shape[0] / 2 }

  /// The directions that the mixer has.
  package var directions: [Direction] {
    backward == nil ? [.forward] : [.forward, .backward]
  }

  /// The branch of a direction that the mixer has.
  package subscript(direction: Direction) -> Branch {
    get {
      switch direction {
      case .forward: forward
      case .backward: backward ?? forward
      }
    }
    set {
      switch direction {
      case .forward: forward = newValue
      case .backward: backward = newValue
      }
    }
  }
}
