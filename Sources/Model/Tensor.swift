/// A dense float tensor in row-major order.
package struct Tensor: Hashable, Sendable {
  package var shape: [Int]
  package var values: [Float]

  /// - Precondition: `values.count` is the product of `shape`.
  package init(shape: [Int], values: [Float]) {
    precondition(values.count == shape.reduce(1, *), "values do not fill the shape \(shape)")
    self.shape = shape
    self.values = values
  }
}
