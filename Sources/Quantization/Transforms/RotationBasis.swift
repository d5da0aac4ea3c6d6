/// What the channels of an activation are rotated by.
enum RotationBasis {
  /// R = H (QuaRot).
  case hadamard
  /// R = K H (MambaQuant), K from the second moment of the activation.
  case karhunenLoeve
}
