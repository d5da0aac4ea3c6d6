/// Matrix times vector.
///
///     a[i] = bias[i] + sum over j of weight[i][j] * input[j]              int32, proved
///     output[i] = saturate(requantize(a[i], left, multiplier[i], shift[i]))
///
/// With `accumulates`, `output[i] += requantize(...)` in int32, proved not to overflow. With
/// `groups`, the weights have 4 bits and ``GroupScales`` says what `a` is.
package struct LinearStep: Hashable, Sendable, Codable {
  /// int8 or int16 [columns]; int8 with `groups`
  package var input: BufferID
  /// int8 [rows, columns], -127...127; with `groups` uint8 [rows, (columns + 1) / 2], see
  /// ``PackedNibbles``
  package var weight: ConstantID
  /// Scales of weights of 4 bits; nil for weights of 8 bits.
  package var groups: GroupScales?
  /// int32 [rows]
  package var bias: ConstantID?
  package var scale: ChannelScale
  /// int8, int16 or int32 [rows]
  package var output: BufferID
  /// Adds to an int32 output instead of replacing it.
  package var accumulates: Bool
  /// Largest magnitude of an output element; the type's own limit unless the step that reads
  /// it needs less (C of the scan). Applies to int8 and int16 outputs: -limit...limit, or the
  /// type's full range when nil.
  package var limit: Int?
  package var origin: StepOrigin

  package init(
    input: BufferID, weight: ConstantID, groups: GroupScales? = nil, bias: ConstantID?,
    scale: ChannelScale, output: BufferID, accumulates: Bool, limit: Int?, origin: StepOrigin
  ) {
    self.input = input
    self.weight = weight
    self.groups = groups
    self.bias = bias
    self.scale = scale
    self.output = output
    self.accumulates = accumulates
    self.limit = limit
    self.origin = origin
  }
}
