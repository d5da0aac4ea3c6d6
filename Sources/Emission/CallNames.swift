import CSyntax
import Program

/// Names that calls refer to.
struct CallNames {
  let program: Program
  let layout: StateLayout
  let packing: Packing
  /// How each table is referred to where parameters are.
  let tables: [TableUse: String]

  func table(_ use: TableUse) -> CValue { .name(tables[use] ?? "NULL") }

  func constant(_ id: ConstantID) -> CValue { table(TableUse(id)) }

  /// The pointer to a buffer, in a function that has the state `s`.
  func pointer(_ id: BufferID) -> CValue {
    switch program[id].role {
    case .input: .name(program.input.argument)
    case .output: .name("logits")
    case .scratch, .state, .carried: .name(layout.name(of: id).map { "s->\($0)" } ?? "NULL")
    }
  }

  func scale(_ scale: ChannelScale) -> CValue {
    .list([constant(scale.multiplier), constant(scale.shift), .integer(scale.left)])
  }

  func scale(_ scale: TensorScale) -> CValue {
    .list([.integer(Int(scale.multiplier)), .integer(scale.shift), .integer(scale.left)])
  }

  func count(_ id: BufferID) -> CValue { .integer(program[id].count) }

  /// `s8`, `s16` or `s32`, as kernel names have it.
  func suffix(_ id: BufferID) -> String { "s\(program[id].type.size * 8)" }
}
