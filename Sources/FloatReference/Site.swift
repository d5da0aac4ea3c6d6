package import Model

/// A tensor of the float model that calibration can observe.
package enum Site: Hashable, Sendable {
  /// A value of the model: frames, residual stream, normalised inputs, logits.
  case value(ValueID)
  /// A tensor inside the mixer of a layer: shared by its directions, or of the forward one.
  case mixer(layer: Int, MixerSite)
  /// A tensor of the backward branch of a mixer, positions from the last to the first.
  case backward(layer: Int, MixerSite)

  /// A tensor of one branch of a mixer.
  package static func branch(layer: Int, _ direction: Direction, _ site: MixerSite) -> Site {
    switch direction {
    case .forward: .mixer(layer: layer, site)
    case .backward: .backward(layer: layer, site)
    }
  }
}

/// Tensors inside a mixer; width E unless stated, where two widths are given the second one is
/// that of Mamba-2.
package enum MixerSite: String, Hashable, Sendable, Codable, CaseIterable {
  /// x rows of `in_proj`: the input of the convolution; width E, or E + 2 G N.
  case convolutionInput
  /// z rows of `in_proj`.
  case gate
  /// Convolution before SiLU; width E, or E + 2 G N.
  case convolutionOutput
  /// After SiLU: the input of `x_proj` and of the scan.
  case x
  /// After the smoothing of x, if the mixer has one: the input of `x_proj`.
  case xSmoothed
  /// dt rows of `x_proj`, after their norm if the mixer has one: the input of `dt_proj`; width R.
  /// Not of Mamba-2.
  case dtLow
  /// B, of Mamba-1 rows of `x_proj` after their norm; width N, or G N.
  case b
  /// C, as B; width N, or G N.
  case c
  /// `dt_proj`, or the dt rows of `in_proj` with their bias, before softplus; width E, or H.
  case dtPreactivation
  /// After softplus, and after its limits; width E, or H.
  case dt
  /// `dt * x`, what B multiplies.
  case drive
  /// State h after the position; width N * E, [N, E].
  case state
  /// `h C + D x`, before the gate.
  case y
  /// After the gate and its smoothing.
  case gated
  /// After the norm behind the gate. Only of Mamba-2.
  case normalized
  /// After the online rotation, if the mixer has one: the input of `out_proj`.
  case rotated
}

/// Receives activations in the order of evaluation.
package protocol Observer {
  /// - Parameters:
  ///   - values: [positions, width], valid during the call only.
  mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int)
}
