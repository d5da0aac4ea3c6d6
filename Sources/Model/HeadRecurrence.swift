/// What Mamba-2 has between its projections (Dao & Gu 2024, section 7; HF `Mamba2Mixer`): heads
/// of P channels that share one time step and one rate of decay, in groups that share B and C.
///
///     [x, B, C] = SiLU(conv1d([x, B, C]))             causal, depthwise; E + G N + G N
///     dt        = clamp(softplus(dt + dtBias))        H
///     h         = exp(dt * A) * h + dt * B * x        P x N for each head,  A = -exp(A_log)
///     y         = h C + D * x                         E = H P
///     output    = norm(y * SiLU(z))                   each group of E / G channels by itself
///
/// Heads are numbered group by group: head i belongs to group `i / (H / G)`.
package struct HeadRecurrence: Hashable, Sendable {
  /// `G`, groups of heads (HF `n_groups`).
  package var groups: Int
  /// [E + 2 G N, kernel]: rows x, B, C; tap `kernel - 1` meets the current position.
  package var convolution: Parameter
  /// [E + 2 G N]
  package var convolutionBias: Parameter?
  /// [H]
  package var dtBias: Parameter
  /// [H]
  package var aLog: Parameter
  /// [H]
  package var d: Parameter
  /// Range of dt (HF `time_step_limit`); nil where every time step is within it.
  package var timeStepLimit: ClosedRange<Float>?
  /// Weight of the norm after the gate, [E].
  package var norm: Parameter
  /// Of that norm.
  package var epsilon: Double

  package init(
    groups: Int, convolution: Parameter, convolutionBias: Parameter?, dtBias: Parameter,
    aLog: Parameter, d: Parameter, timeStepLimit: ClosedRange<Float>?, norm: Parameter,
    epsilon: Double
  ) {
    self.groups = groups
    self.convolution = convolution
    self.convolutionBias = convolutionBias
    self.dtBias = dtBias
    self.aLog = aLog
    self.d = d
    self.timeStepLimit = timeStepLimit
    self.norm = norm
    self.epsilon = epsilon
  }

  /// `E`, the number of channels.
  package var channels: Int { norm.tensor.shape[0] }
  /// `H`, the number of heads.
  package var heads: Int { aLog.tensor.shape[0] }
  /// `P`, channels of a head (HF `head_dim`).
  package var headChannels: Int { channels / heads }
  /// `N`, states for each channel (HF `state_size`).
  package var states: Int { groupStates / groups }
  /// `G N`, the width of B and of C.
  package var groupStates: Int { (convolution.tensor.shape[0] - channels) / 2 }
  /// Taps of the causal convolution (HF `conv_kernel`).
  package var kernel: Int { convolution.tensor.shape[1] }

  /// The tensors in the order of evaluation.
  package var parameters: [Parameter] {
    [convolution, convolutionBias, dtBias, aLog, d, norm].compactMap { $0 }
  }
}
