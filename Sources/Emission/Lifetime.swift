import Program

/// First and last step that touches a buffer; `head` follows `body`.
struct Lifetime {
  var first: Int
  var last: Int

  /// By buffer; nil for other roles and for buffers that no step touches.
  static func all(of program: Program, roles: Set<Buffer.Role>) -> [Lifetime?] {
    var lifetimes = [Lifetime?](repeating: nil, count: program.buffers.count)
    for (index, step) in (program.body + program.head).enumerated() {
      for id in step.inputs + step.outputs
      where roles.contains(program[id].role) && program[id].count > 0 {
        lifetimes[id.index] = Lifetime(
          first: lifetimes[id.index]?.first ?? index, last: index)
      }
    }
    return lifetimes
  }
}
