/// The Hadamard transform before `out_proj`, and quantization.
///
/// The matrix is block diagonal over groups of `order << doublings` channels; in a group it is
/// the Kronecker product of `matrix` (order x order, entries +-1) and the Sylvester matrix of
/// 2^doublings: channel `(r << doublings) + s` meets row r of `matrix` and s of Sylvester.
///
///     w = H * input                                                       int32, exact
///     output[e] = saturate8(requantize(w[e], scale))
package struct RotateStep: Hashable, Sendable, Codable {
  /// int16 [channels]
  package var input: BufferID
  /// int8 [order, order], entries 1 or -1; [1, 1] for powers of two.
  package var matrix: ConstantID
  /// 0...15
  package var doublings: Int
  package var scale: TensorScale
  /// int8 [channels]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    input: BufferID, matrix: ConstantID, doublings: Int, scale: TensorScale, output: BufferID,
    origin: StepOrigin
  ) {
    self.input = input
    self.matrix = matrix
    self.doublings = doublings
    self.scale = scale
    self.output = output
    self.origin = origin
  }
}
