import Foundation

extension QuantizedLinear {
  /// The factors from the accumulators to the output, after coarsening rows that would not fit.
  ///
  /// All rows share one left shift, which the coarsest row sets. A row whose accumulator does
  /// not fit int32 after that shift loses low bits of its weights and bias. A row that is so
  /// coarse that its smallest accumulator saturates the output keeps saturating it.
  /// - Parameters:
  ///   - outputScales: Real value of one output unit, [rows].
  ///   - inputLimit: Largest magnitude of an input element.
  ///   - outputBits: Bits of the saturating output, 8 or 16.
  package mutating func fit(
    outputScales: [Double], inputLimit: Int, outputBits: Int
  ) -> ScaleDecomposition? {
    let bounds = bounds(inputLimit: inputLimit)
    var factors = (0..<rowCount).map { row in
      bounds[row] == 0
        ? 0
        : min(
          accumulatorScales[row] / outputScales[row], exp2(Double(outputBits)),
          0x1p30 / Double(bounds[row]))
    }
    let largest = factors.max() ?? 0
    let left = largest > 1 ? Int(ceil(log2(largest))) : 0
    let limit = Int64(1) << Int64(31 - left)
    for row in 0..<rowCount where bounds[row] >= limit {
      let shift = coarsen(row, inputLimit: inputLimit, below: limit)
      factors[row] = min(factors[row] * exp2(Double(shift)), exp2(Double(left)))
    }
    return ScaleDecomposition(factors)
  }

  /// Drops as few low bits of a row's weights (of 4 bits: of the scales of their groups) and
  /// bias as bring its accumulator below `limit`.
  /// - Returns: The number of bits.
  private mutating func coarsen(_ row: Int, inputLimit: Int, below limit: Int64) -> Int {
    let range = row * columns..<(row + 1) * columns
    let weights = Array(rows.values[range])
    let scales = groups.map { groups in
      let count = groups.scales.count / rowCount
      return (start: row * count, values: Array(groups.scales[row * count..<(row + 1) * count]))
    }
    let offset = bias?[row] ?? 0
    var shift = 0
    while true {
      let bound =
        weightMagnitude(row: row) * Int64(inputLimit) + Int64((bias?[row] ?? 0).magnitude)
      if bound < limit || shift == 31 { break }
      shift += 1
      let unit = exp2(Double(shift))
      if let scales {
        for (i, scale) in scales.values.enumerated() {
          let coarse = max(1, (Double(scale) / unit).rounded(.toNearestOrEven))
          groups?.scales[scales.start + i] = UInt8(coarse)
        }
      } else {
        for (i, weight) in zip(range, weights) {
          rows.values[i] = Int8((Double(weight) / unit).rounded(.toNearestOrEven))
        }
      }
      bias?[row] = Int32((Double(offset) / unit).rounded(.toNearestOrEven))
    }
    rows.scales[row] *= exp2(Double(shift))
    accumulatorScales[row] *= exp2(Double(shift))
    return shift
  }
}
