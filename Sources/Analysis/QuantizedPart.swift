/// A part of every layer that the integer program rounds; weights of both halves of `in_proj`
/// count as one.
package enum QuantizedPart: String, Hashable, Sendable, CaseIterable {
  /// Of tokens, or of positions.
  case embeddingWeight = "embedding weight"
  case frames = "frames"
  case inProjInput = "in_proj input"
  case inProjWeight = "in_proj weight"
  case convolutionInput = "convolution input"
  case convolutionWeight = "convolution weight"
  /// Before SiLU and x after it, 16 bits.
  case convolutionOutput = "convolution output"
  case xProjInput = "x_proj input"
  case xProjWeight = "x_proj weight"
  case dtProjInput = "dt_proj input"
  case dtProjWeight = "dt_proj weight"
  /// dt before and after softplus, and dt times x.
  case timeStep = "dt"
  case bAndC = "B and C"
  case state = "state"
  case gate = "gate"
  case outProjInput = "out_proj input"
  case outProjWeight = "out_proj weight"
  case linearInput = "linear input"
  case linearWeight = "linear weight"
}
