import Program

/// A constant in the form that a step's kernel wants.
struct TableUse: Hashable {
  enum Form: Hashable {
    /// As it is in the program.
    case plain
    /// A matrix in tiles for int8 inputs, for int16 inputs, or of 4 bits.
    case int8Matrix, int16Matrix, fourBitMatrix
    /// Scales of groups of 4-bit weights.
    case groupScales
    /// The bias for int8 inputs with an offset; the constant is the matrix.
    case offsetBias(ConstantID?)
  }

  var constant: ConstantID
  var form: Form

  init(_ constant: ConstantID, _ form: Form = .plain) {
    self.constant = constant
    self.form = form
  }
}

extension Step {
  /// The tables of the step's parameters, in the order of their fields.
  func tableUses(_ packing: Packing, in program: Program) -> [TableUse] {
    switch self {
    case .embed(let step): [TableUse(step.weight, .int8Matrix)] + step.scale.tableUses
    case .position(let step): [TableUse(step.weight, .int8Matrix)] + step.scale.tableUses
    case .linear(let step):
      [step.weightTable(in: program)]
        + (step.groups.map { [TableUse($0.scale, .groupScales)] } ?? [])
        + (step.biasTable(packing, in: program).map { [$0] } ?? []) + step.scale.tableUses
    default: constantOperands.map { TableUse($0.constant) }
    }
  }
}

extension ChannelScale {
  var tableUses: [TableUse] { [TableUse(multiplier), TableUse(shift)] }
}

extension LinearStep {
  func weightTable(in program: Program) -> TableUse {
    if groups != nil { return TableUse(weight, .fourBitMatrix) }
    return TableUse(weight, program[input].type == .int8 ? .int8Matrix : .int16Matrix)
  }

  /// Nil where the kernel needs no bias.
  func biasTable(_ packing: Packing, in program: Program) -> TableUse? {
    let hasOffset = packing.int8Offset != 0 && groups == nil && program[input].type == .int8
    return hasOffset ? TableUse(weight, .offsetBias(bias)) : bias.map { TableUse($0) }
  }
}

extension Packing {
  /// What a comment on a table says of its layout; empty for tables as the program has them.
  func note(on form: TableUse.Form) -> String {
    func tiles(_ tile: Tile) -> String {
      tile.rows * tile.columns == 1 ? "" : ", in tiles of \(tile.rows) x \(tile.columns)"
    }
    let offset = weightOffset == 0 ? "" : ", each plus \(weightOffset)"
    return switch form {
    case .plain: ""
    case .int8Matrix: tiles(int8) + offset
    case .int16Matrix: tiles(int16) + offset
    case .fourBitMatrix: fourBits.rows == 1 ? "" : tiles(fourBits)
    case .groupScales: fourBits.rows == 1 ? "" : ", in blocks of \(fourBits.rows) rows"
    case .offsetBias: ", bias less \(int8Offset) times the sums of rows"
    }
  }
}
