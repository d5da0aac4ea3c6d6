import Model

/// A float matrix rounded to int8 with one scale for each row.
package struct RowQuantization {
  /// [rows, columns], -127...127.
  package var values: [Int8]
  /// Real value of one unit, [rows]; never zero.
  package var scales: [Double]

  init(values: [Int8], scales: [Double]) {
    self.values = values
    self.scales = scales
  }

  /// - Parameters:
  ///   - matrix: [rows, columns].
  ///   - rows: Of the matrix.
  ///   - columns: Of the matrix.
  ///   - minimumScales: Lower bounds of the scales, [rows]; a large bias sets them.
  package init(_ matrix: [Float], rows: Int, columns: Int, minimumScales: [Double]? = nil) {
    var scales = [Double](repeating: 0, count: rows)
    let values = [Int8](unsafeUninitializedCapacity: matrix.count) { output, count in
      matrix.withUnsafeBufferPointer { input in
        for row in 0..<rows {
          let start = row * columns
          var largest: Float = 0
          for i in start..<start + columns { largest = max(largest, abs(input[i])) }
          let scale = max(
            Double(largest) / 127, minimumScales?[row] ?? 0, Double(Float.leastNormalMagnitude))
          scales[row] = scale
          let inverse = 1 / scale
          for i in start..<start + columns {
            let rounded = (Double(input[i]) * inverse + 0.5).rounded(.down)
            output[i] = Int8(max(-127, min(127, rounded)))
          }
        }
      }
      count = matrix.count
    }
    self.values = values
    self.scales = scales
  }

  /// Rounds a matrix without holding all of it as floats.
  init(_ tensor: Tensor) {
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    let chunk = max(1, (1 << 20) / max(1, columns))
    values = []
    values.reserveCapacity(tensor.count)
    scales = []
    for start in stride(from: 0, to: rows, by: chunk) {
      let range = start..<min(rows, start + chunk)
      let part = RowQuantization(tensor.rows(range), rows: range.count, columns: columns)
      values += part.values
      scales += part.scales
    }
  }

  /// Largest accumulator magnitude of each row for inputs in -limit...limit, without bias.
  package func accumulatorBounds(columns: Int, inputLimit: Int) -> [Int64] {
    values.withUnsafeBufferPointer { input in
      scales.indices.map { row in
        var sum: Int64 = 0
        for i in row * columns..<(row + 1) * columns { sum += Int64(input[i].magnitude) }
        return sum * Int64(inputLimit)
      }
    }
  }
}
