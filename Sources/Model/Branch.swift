/// One direction of a mixer: what Vim calls `conv1d`, `x_proj`... and, backward, `conv1d_b`...
///
///     x          = SiLU(conv1d(x))                   causal in its direction, depthwise
///     [dt, B, C] = xProj(x * xScale)                 R + N + N
///     dt, B, C   = each v / sqrt(mean(v^2) + normEpsilon), in FalconMamba
///     dt         = softplus(dtProj(dt))              E
///     h          = exp(dt * A) * h + dt * B * x      E x N,  A = -exp(A_log)
///     y          = h C + D * x                       E
package struct Branch: Hashable, Sendable {
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
  /// Positive factors of the copy of x that ``xProj`` reads, [E]; nil stands for ones.
  package var xScale: [Float]?
  /// Epsilon of the RMS norms, without weights, of dt, B and C behind ``xProj`` (FalconMamba,
  /// Zuo et al. 2024); nil in mixers without these norms.
  package var normEpsilon: Double?

  package init(
    convolution: Parameter, convolutionBias: Parameter?, xProj: Parameter, dtProj: Parameter,
    dtProjBias: Parameter?, aLog: Parameter, d: Parameter, xScale: [Float]? = nil,
    normEpsilon: Double? = nil
  ) {
    self.convolution = convolution
    self.convolutionBias = convolutionBias
    self.xProj = xProj
    self.dtProj = dtProj
    self.dtProjBias = dtProjBias
    self.aLog = aLog
    self.d = d
    self.xScale = xScale
    self.normEpsilon = normEpsilon
  }

  /// `E`, the number of channels (HF `intermediate_size`).
  package var channels: Int { aLog.tensor.shape[0] }
  /// `N`, states for each channel (HF `state_size`).
  package var states: Int { aLog.tensor.shape[1] }
  /// `R`, rank of the time step (HF `time_step_rank`).
  package var timeStepRank: Int { dtProj.tensor.shape[1] }
  /// Taps of the causal convolution (HF `conv_kernel`).
  package var kernel: Int { convolution.tensor.shape[1] }
}
