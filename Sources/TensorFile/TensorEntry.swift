/// What the header of a file says of one tensor.
package struct TensorEntry: Hashable, Sendable {
  package var name: String
  package var type: TensorType
  /// Dimensions, outermost first; empty for a scalar. Their product fits in `Int`.
  package var shape: [Int]
  /// Offset of the first byte in the file.
  package var offset: Int
  package var byteCount: Int

  /// Number of elements.
  package var count: Int { byteCount / type.size }
}
