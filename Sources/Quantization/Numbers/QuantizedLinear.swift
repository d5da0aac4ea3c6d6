/// int8 weights and int32 bias of a matrix, for an input of known scale.
package struct QuantizedLinear {
  package var rows: RowQuantization
  package var rowCount: Int
  package var columns: Int
  /// [rows] in units of the accumulator; nil without bias.
  package var bias: [Int32]?
  /// Real value of one unit of the accumulator, [rows].
  package var accumulatorScales: [Double]

  /// A row's scale is at least its bias over 2^24 units, so that the bias fits beside the
  /// products.
  package init(weight: [Float], rows: Int, columns: Int, bias: [Float]?, inputScale: Double) {
    let minimum = bias.map { $0.map { Double(abs($0)) / (inputScale * 0x1p24) } }
    self.rows = RowQuantization(weight, rows: rows, columns: columns, minimumScales: minimum)
    rowCount = rows
    self.columns = columns
    let scales = self.rows.scales.map { $0 * inputScale }
    accumulatorScales = scales
    self.bias = bias.map { bias in
      zip(bias, scales).map { Int32((Double($0) / $1 + 0.5).rounded(.down)) }
    }
  }

  /// Largest accumulator magnitude of each row for inputs in -limit...limit.
  package func bounds(inputLimit: Int) -> [Int64] {
    let products = rows.accumulatorBounds(columns: columns, inputLimit: inputLimit)
    guard let bias else { return products }
    return zip(products, bias).map { $0 + Int64($1.magnitude) }
  }
}
