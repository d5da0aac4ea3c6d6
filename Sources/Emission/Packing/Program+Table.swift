import CSyntax
import Program

extension Program {
  /// The values of a table in the form that kernels want.
  func values(of use: TableUse, _ packing: Packing) -> CTable.Values {
    let constant = self[use.constant]
    let rows = constant.shape.first ?? 1
    switch (use.form, constant.data) {
    case (.int8Matrix, .int8(let values)):
      return .int8(
        packing.pack(values, in: packing.int8, rows: rows, columns: values.count / max(1, rows)))
    case (.int16Matrix, .int8(let values)):
      return .int8(
        packing.pack(values, in: packing.int16, rows: rows, columns: values.count / max(1, rows)))
    case (.fourBitMatrix, .uint8(let values)):
      return .uint8(
        packing.packFourBits(values, rows: rows, columns: columns(ofFourBits: use.constant)))
    case (.groupScales, .uint8(let values)):
      return .uint8(
        packing.packGroupScales(values, rows: rows, groups: values.count / max(1, rows)))
    case (.offsetBias(let bias), .int8(let values)):
      return .int32(
        packing.packBias(
          bias.flatMap(int32Values), weight: values, columns: values.count / max(1, rows)))
    case (_, .uint8(let values)): return .uint8(values)
    case (_, .int8(let values)): return .int8(values)
    case (_, .int16(let values)): return .int16(values)
    case (_, .int32(let values)): return .int32(values)
    }
  }

  /// What a table is called after the prefix.
  func name(of use: TableUse) -> String {
    guard case .offsetBias(let bias) = use.form else { return self[use.constant].name }
    return bias.map { self[$0].name } ?? "\(self[use.constant].name)_offset"
  }

  func elementType(of use: TableUse) -> ElementType {
    if case .offsetBias = use.form { .int32 } else { self[use.constant].data.type }
  }

  /// Bytes of a table in that form.
  func bytes(of use: TableUse, _ packing: Packing) -> Int {
    let constant = self[use.constant]
    let rows = constant.shape.first ?? 1
    let columns = constant.data.count / max(1, rows)
    switch use.form {
    case .plain: return constant.data.count * constant.data.type.size
    case .int8Matrix: return packing.int8.elements(rows: rows, columns: columns)
    case .int16Matrix: return packing.int16.elements(rows: rows, columns: columns)
    case .fourBitMatrix:
      return packing.fourBits.elements(
        rows: rows, columns: self.columns(ofFourBits: use.constant)) / 2
    case .groupScales:
      return packing.fourBits.down(rows) * packing.fourBits.rows * columns
    case .offsetBias: return 4 * rows
    }
  }

  private func int32Values(_ id: ConstantID) -> [Int32]? {
    if case .int32(let values) = self[id].data { values } else { nil }
  }

  /// Columns of a matrix of 4 bits, which its shape tells only up to one.
  private func columns(ofFourBits weight: ConstantID) -> Int {
    for case .linear(let step) in body + head where step.weight == weight {
      return self[step.input].count
    }
    return 0
  }
}
