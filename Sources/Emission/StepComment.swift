import CSyntax
import Program

/// The comment before a call: where the step comes from, shapes, real scales, proved intervals.
struct StepComment {
  let program: Program

  /// Lines of the comment.
  func lines(for step: Step, proved: ProvedRange) -> [String] {
    let origin = step.origin
    let source = origin.checkpointName.isEmpty ? origin.module : origin.checkpointName
    let shape = step.constantOperands.first.map { program[$0.constant].shape } ?? []
    var matrix = shape.count == 2 ? "  [\(shape[0]), \(shape[1])]" : ""
    if case .linear(let linear) = step, let groups = linear.groups {
      let sizes = "[\(program[linear.output].count), \(program[linear.input].count)]"
      matrix = "  \(sizes), 4 bits in groups of \(groups.size) columns"
    }
    var lines = [(source.isEmpty ? step.kind : source) + matrix]
    let operands = step.operands
    let states = operands.filter(\.isState)
    var inputs = operands.filter { $0.access == .reads && !$0.isState }
    var outputs = operands.filter { $0.access != .reads && !$0.isState }
    if inputs.isEmpty { inputs = states }
    if outputs.isEmpty { outputs = states }
    let flow =
      inputs.map { vector($0.buffer) }.joined(separator: ", ") + " -> "
      + outputs.map { vector($0.buffer) }.joined(separator: ", ")
    lines += CComment.wrapped(flow, columns: 90)
    lines += intervals(proved)
    return lines
  }

  /// `dt s16[384] (0.0001)`: name, type, count and real value of one unit.
  private func vector(_ id: BufferID) -> String {
    let buffer = program[id]
    let scale = buffer.scale.map { " (\(NumberText.real($0)))" } ?? ""
    return "\(buffer.name) \(buffer.type.rawValue)[\(buffer.count)]\(scale)"
  }

  /// The closed intervals of all inner values and results.
  private func intervals(_ proved: ProvedRange) -> [String] {
    let text = proved.intervals.map { program.text($0) }.joined(separator: ", ")
    return CComment.wrapped("proved: " + text, columns: 90)
  }
}
