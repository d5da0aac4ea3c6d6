/// Weights of 8 or 4 bits and int32 bias of a matrix, for an input of known scale.
package struct QuantizedLinear {
  /// Weights, and the real value of one unit of each row.
  package var rows: RowQuantization
  /// Scales of groups of columns of weights of 4 bits; nil for weights of 8 bits.
  package var groups: (size: Int, scales: [UInt8])?
  package var rowCount: Int
  package var columns: Int
  /// [rows] in units of the accumulator; nil without bias.
  package var bias: [Int32]?
  /// Real value of one unit of the accumulator, [rows].
  package var accumulatorScales: [Double]

  /// A row's scale is at least its bias over 2^24 units, so that the bias fits beside the
  /// products.
  package init(weight: [Float], rows: Int, columns: Int, bias: [Float]?, inputScale: Double) {
    let minimum = bias.map { Self.minimumScales($0, inputScale: inputScale) }
    self.init(
      RowQuantization(weight, rows: rows, columns: columns, minimumScales: minimum),
      columns: columns, bias: bias, inputScale: inputScale)
  }

  /// Weights of 4 bits.
  init(_ weight: GroupQuantization, bias: [Float]?, inputScale: Double) {
    self.init(
      RowQuantization(values: weight.values, scales: weight.scales),
      columns: weight.values.count / weight.scales.count, bias: bias, inputScale: inputScale)
    groups = (weight.size, weight.groupScales)
  }

  /// Rows that are integers already.
  init(_ rows: RowQuantization, columns: Int, bias: [Float]?, inputScale: Double) {
    self.rows = rows
    rowCount = rows.scales.count
    self.columns = columns
    let scales = rows.scales.map { $0 * inputScale }
    accumulatorScales = scales
    self.bias = bias.map { bias in
      zip(bias, scales).map { Int32((Double($0) / $1 + 0.5).rounded(.down)) }
    }
  }

  /// The smallest scale of each row that leaves its bias within 2^24 units.
  static func minimumScales(_ bias: [Float], inputScale: Double) -> [Double] {
    bias.map { Double(abs($0)) / (inputScale * 0x1p24) }
  }

  /// Largest accumulator magnitude of each row for inputs in -limit...limit.
  package func bounds(inputLimit: Int) -> [Int64] {
    let products = (0..<rowCount).map { weightMagnitude(row: $0) * Int64(inputLimit) }
    guard let bias else { return products }
    return zip(products, bias).map { $0 + Int64($1.magnitude) }
  }

  /// Sum of the magnitudes of a row's weights, those of 4 bits times the scales of their groups.
  func weightMagnitude(row: Int) -> Int64 {
    let weights = rows.values[row * columns..<(row + 1) * columns]
    guard let groups else { return weights.reduce(0) { $0 + Int64($1.magnitude) } }
    let count = groups.scales.count / rowCount
    return weights.enumerated().reduce(0) { sum, weight in
      let scale = Int64(groups.scales[row * count + weight.offset / groups.size])
      return sum + scale * Int64(weight.element.magnitude)
    }
  }
}
