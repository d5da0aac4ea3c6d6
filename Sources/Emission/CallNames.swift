import CSyntax
import Program

/// Names that calls refer to.
struct CallNames {
  let program: Program
  let layout: StateLayout
  /// Table of each constant.
  let constants: [String]

  func constant(_ id: ConstantID) -> CValue { .name(constants[id.index]) }

  /// The pointer to a buffer, in a function that has the state `s`.
  func pointer(_ id: BufferID) -> CValue {
    switch program[id].role {
    case .input: .name(program.isClassifier ? "frame" : "&token")
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
