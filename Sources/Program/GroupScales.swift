/// Integer scales of weights of 4 bits, one for each group of columns of a row:
///
///     a[i] = bias[i] + sum over g of scale[i][g] * (sum over j in g of weight[i][j] * input[j])
///
/// Group `g` holds the columns `g * size ..< min((g + 1) * size, columns)`.
package struct GroupScales: Hashable, Sendable, Codable {
  /// The sizes that kernels know.
  package static let sizes = [32, 64, 128]

  /// Columns of a group, one of ``sizes``; the last group of a row may be short.
  package var size: Int
  /// uint8 [rows, groups], 1...255
  package var scale: ConstantID

  package init(size: Int, scale: ConstantID) {
    self.size = size
    self.scale = scale
  }

  /// Groups of a row of `columns` weights.
  package static func count(columns: Int, size: Int) -> Int { (columns - 1) / size + 1 }
}
