/// `left * right` in float64: [rows, columns] from [rows, inner] and [inner, columns].
///
/// Every element is one sum in ascending order of the inner index.
func matrixProduct(
  _ left: [Double], _ right: [Double], rows: Int, inner: Int, columns: Int
) -> [Double] {
  precondition(left.count == rows * inner && right.count == inner * columns)
  let panels = panels(right, inner: inner, columns: columns)
  var output = [Double](repeating: 0, count: rows * columns)
  output.withUnsafeMutableBufferPointer { output in
    left.withUnsafeBufferPointer { left in
      panels.withUnsafeBufferPointer { panels in
        for column in stride(from: 0, to: columns, by: 4) {
          let panel = UnsafeBufferPointer(rebasing: panels[column * inner..<(column + 4) * inner])
          for row in stride(from: 0, to: rows, by: 4) {
            // Rows beyond the last repeat it.
            let starts = (0..<4).map { min(row + $0, rows - 1) * inner }
            let sums = tile(left, starts, panel, inner: inner)
            for i in 0..<min(4, rows - row) {
              for j in 0..<min(4, columns - column) {
                output[(row + i) * columns + column + j] = sums[i][j]
              }
            }
          }
        }
      }
    }
  }
  return output
}

/// Four columns side by side: [ceil(columns / 4), inner, 4], zeros beyond the last column.
private func panels(_ matrix: [Double], inner: Int, columns: Int) -> [Double] {
  var panels = [Double](repeating: 0, count: (columns + 3) / 4 * 4 * inner)
  for k in 0..<inner {
    for column in 0..<columns {
      panels[(column / 4 * inner + k) * 4 + column % 4] = matrix[k * columns + column]
    }
  }
  return panels
}

/// Four rows of `left` times one panel.
@inline(__always)
private func tile(
  _ left: UnsafeBufferPointer<Double>, _ starts: [Int], _ panel: UnsafeBufferPointer<Double>,
  inner: Int
) -> [SIMD4<Double>] {
  guard let left = left.baseAddress, let panel = UnsafeRawPointer(panel.baseAddress) else {
    return Array(repeating: .zero, count: 4)
  }
  let (a, b, c, d) = (
    left + starts[0], left + starts[1], left + starts[2], left + starts[3]
  )
  var (r0, r1, r2, r3) = (
    SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero
  )
  for k in 0..<inner {
    let columns = panel.loadUnaligned(fromByteOffset: 32 * k, as: SIMD4<Double>.self)
    r0 += a[k] * columns
    r1 += b[k] * columns
    r2 += c[k] * columns
    r3 += d[k] * columns
  }
  return [r0, r1, r2, r3]
}
