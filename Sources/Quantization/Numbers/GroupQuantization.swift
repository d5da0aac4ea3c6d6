import Program

/// A float matrix rounded to 4 bits, with an integer scale for each group of columns of a row.
struct GroupQuantization: Sendable {
  /// Columns of a group.
  let size: Int
  /// [rows, columns], -7...7.
  private(set) var values: [Int8]
  /// [rows, groups], 1...255.
  private(set) var groupScales: [UInt8]
  /// Real value of one unit of `scale * value`, [rows]; never zero.
  private(set) var scales: [Double]

  /// - Parameters:
  ///   - matrix: [rows, columns], columns of the width of `compensation`.
  ///   - minimumScales: Lower bounds of the scales, [rows]; a large bias sets them.
  init(
    _ matrix: [Float], rows: Int, size: Int, compensation: ErrorCompensation,
    minimumScales: [Double]? = nil
  ) {
    self.size = size
    let columns = compensation.width
    let groups = GroupScales.count(columns: columns, size: size)
    var groupScales: [UInt8] = []
    groupScales.reserveCapacity(rows * groups)
    var scales: [Double] = []
    var errors = [Double](repeating: 0, count: columns)
    values = [Int8](unsafeUninitializedCapacity: rows * columns) { output, count in
      matrix.withUnsafeBufferPointer { matrix in
        for i in 0..<rows {
          let range = i * columns..<(i + 1) * columns
          let row = UnsafeBufferPointer(rebasing: matrix[range])
          let best = Self.steps(row, size: size, sensitivity: compensation.sensitivity)
          let scale = max(
            (best.max() ?? 0) / 255, minimumScales?[i] ?? 0, Double(Float.leastNormalMagnitude))
          let integers = best.map { UInt8(max(1, min(255, ($0 / scale).rounded()))) }
          compensation.round(
            row, steps: (0..<columns).map { Double(integers[$0 / size]) * scale },
            errors: &errors, into: UnsafeMutableBufferPointer(rebasing: output[range]))
          groupScales += integers
          scales.append(scale)
        }
      }
      count = rows * columns
    }
    self.groupScales = groupScales
    self.scales = scales
  }

  /// What the integers stand for: [rows, columns].
  var floats: [Float] {
    let columns = values.count / max(1, scales.count)
    let groups = groupScales.count / max(1, scales.count)
    return values.indices.map { index in
      let (row, column) = (index / columns, index % columns)
      let step = Double(groupScales[row * groups + column / size]) * scales[row]
      return Float(Double(values[index]) * step)
    }
  }

  /// Rows of the matrix as a matrix of their own.
  func rows(_ range: Range<Int>) -> GroupQuantization {
    let columns = values.count / scales.count
    let groups = groupScales.count / scales.count
    var part = self
    part.values = Array(values[range.lowerBound * columns..<range.upperBound * columns])
    part.groupScales = Array(groupScales[range.lowerBound * groups..<range.upperBound * groups])
    part.scales = Array(scales[range])
    return part
  }

  /// Shares of a group's largest magnitude that are tried as the end of its range.
  private static let shares = stride(from: 1.0, to: 0.5, by: -0.025)

  /// The step of each group with the least squared error of plain rounding.
  private static func steps(
    _ row: UnsafeBufferPointer<Float>, size: Int, sensitivity: [Double]
  ) -> [Double] {
    stride(from: 0, to: row.count, by: size).map { start in
      let columns = start..<min(start + size, row.count)
      let largest = Double(columns.reduce(Float(0)) { max($0, abs(row[$1])) })
      guard largest > 0 else { return 0 }
      var best = (step: largest / 7, error: Double.infinity)
      for share in shares {
        let step = share * largest / 7
        let error = columns.reduce(0.0) { sum, j in
          let weight = Double(row[j])
          let level = max(-7, min(7, (weight / step).rounded()))
          return sum + sensitivity[j] * (weight - level * step) * (weight - level * step)
        }
        if error < best.error { best = (step, error) }
      }
      return best.step
    }
  }
}
