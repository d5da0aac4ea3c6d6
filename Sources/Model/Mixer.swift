/// The Mamba-1 mixer (Gu & Dao 2023, section 3.4; HF `MambaMixer`).
///
///     [x, z]     = inProj(input)                     E + E
///     x          = SiLU(conv1d(x))                   causal, depthwise
///     [dt, B, C] = xProj(x * xScale)                 R + N + N
///     dt         = softplus(dtProj(dt))              E
///     h          = exp(dt * A) * h + dt * B * x      E x N,  A = -exp(A_log)
///     y          = (h C + D * x) * SiLU(z) * gateScale    E
///     output     = outProj(y), or outProj(H y) after a rotation was folded into outProj
package struct Mixer: Hashable, Sendable {
  package var layer: Int
  package var input: ValueID
  package var output: ValueID

  /// [2E, width]: rows 0..<E give x, E..<2E give z.
  package var inProj: Parameter
  /// [2E]
  package var inProjBias: Parameter?
  /// [E, kernel]; tap `kernel - 1` meets the current position.
  package var convolution: Parameter
  /// [E]
  package var convolutionBias: Parameter?
  /// [R + 2N, E]: rows dt, B, C.
  package var xProj: Parameter
  /// [E, R]
  package var dtProj: Parameter
  /// [E]
  package var dtProjBias: Parameter?
  /// [E, N]
  package var aLog: Parameter
  /// [E]
  package var d: Parameter
  /// [width, E]
  package var outProj: Parameter
  /// [width]
  package var outProjBias: Parameter?
  /// Online transform of `y`, orthogonal; nil where ``outProj`` takes `y` itself.
  package var rotation: Hadamard?
  /// Positive factors of the copy of x that ``xProj`` reads, [E]; nil stands for ones.
  package var xScale: [Float]?
  /// Positive factors of the gated output, [E]; nil stands for ones.
  package var gateScale: [Float]?

  package init(
    layer: Int, input: ValueID, output: ValueID, inProj: Parameter, inProjBias: Parameter?,
    convolution: Parameter, convolutionBias: Parameter?, xProj: Parameter, dtProj: Parameter,
    dtProjBias: Parameter?, aLog: Parameter, d: Parameter, outProj: Parameter,
    outProjBias: Parameter?, rotation: Hadamard? = nil, xScale: [Float]? = nil,
    gateScale: [Float]? = nil
  ) {
    self.layer = layer
    self.input = input
    self.output = output
    self.inProj = inProj
    self.inProjBias = inProjBias
    self.convolution = convolution
    self.convolutionBias = convolutionBias
    self.xProj = xProj
    self.dtProj = dtProj
    self.dtProjBias = dtProjBias
    self.aLog = aLog
    self.d = d
    self.outProj = outProj
    self.outProjBias = outProjBias
    self.rotation = rotation
    self.xScale = xScale
    self.gateScale = gateScale
  }

  /// Width of the model, the mixer's input and output.
  package var width: Int { inProj.tensor.shape[1] }
  /// `E`, the number of channels (HF `intermediate_size`).
  package var channels: Int { inProj.tensor.shape[0] / 2 }
  /// `N`, states for each channel (HF `state_size`).
  package var states: Int { aLog.tensor.shape[1] }
  /// `R`, rank of the time step (HF `time_step_rank`).
  package var timeStepRank: Int { dtProj.tensor.shape[1] }
  /// Taps of the causal convolution (HF `conv_kernel`).
  package var kernel: Int { convolution.tensor.shape[1] }
}
