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

/// `output[i] = saturate(requantize(input[i], scale))`.
package struct QuantizeStep: Hashable, Sendable, Codable {
  /// int16 or int32 [count]
  package var input: BufferID
  package var scale: TensorScale
  /// int8 or int16 [count]
  package var output: BufferID
  package var origin: StepOrigin

  package init(input: BufferID, scale: TensorScale, output: BufferID, origin: StepOrigin) {
    self.input = input
    self.scale = scale
    self.output = output
    self.origin = origin
  }
}

/// Running sum of a mean pool: `sum[i] += input[i]`, `count += 1`.
///
/// `count` stops at 65535; later positions are not added (stated saturation).
package struct AccumulateStep: Hashable, Sendable, Codable {
  /// int16 [width]
  package var input: BufferID
  /// int32 [width], role state
  package var sum: BufferID
  /// int32 [1], role state
  package var count: BufferID
  /// The positions that are added, rising; nil for all. Only in the program of a whole
  /// sequence.
  package var rows: [Int]?
  package var origin: StepOrigin

  package init(
    input: BufferID, sum: BufferID, count: BufferID, rows: [Int]? = nil, origin: StepOrigin
  ) {
    self.input = input
    self.sum = sum
    self.count = count
    self.rows = rows
    self.origin = origin
  }
}

/// Mean of a pool: `output[i] = floor((2 * sum[i] + count) / (2 * count))`; 0 if count is 0.
package struct MeanStep: Hashable, Sendable, Codable {
  /// int32 [width]
  package var sum: BufferID
  /// int32 [1], 0...65535
  package var count: BufferID
  /// int16 [width]
  package var output: BufferID
  package var origin: StepOrigin

  package init(sum: BufferID, count: BufferID, output: BufferID, origin: StepOrigin) {
    self.sum = sum
    self.count = count
    self.output = output
    self.origin = origin
  }
}
