import CSyntax
import Program
import TargetDescription

/// The bodies of the emitted functions: the steps as calls of kernels.
extension EmittedModel {
  /// One comment and one call for each step, its assertions and traces; a rule before each layer.
  func calls(_ steps: [EmittedStep], _ extent: KernelCall.Extent) -> [CNode] {
    var nodes: [CNode] = []
    var layer: Int?
    for (index, step) in steps.enumerated() {
      if index > 0 { nodes.append(.blank) }
      let next = step.step.origin.layer
      if next != layer {
        nodes.append(.rule(next.map { "layer \($0)" } ?? "after the layers"))
        nodes.append(.blank)
        layer = next
      }
      nodes.append(.comment(step.comment))
      nodes += cleared(step.step)
      nodes += calls(step, extent)
      nodes += outputChecks(step, extent)
      for output in step.step.outputs where program[output].count > 0 {
        nodes.append(
          .call("TRACE", [names.pointer(output), .integer(bytes(of: output, extent))]))
      }
    }
    return nodes
  }

  /// The call of a step, or one for each position of those that a pool takes in.
  private func calls(_ step: EmittedStep, _ extent: KernelCall.Extent) -> [CNode] {
    let parameters = parameters(of: step)
    guard case .accumulate(let pool) = step.step, let rows = pool.rows else {
      let last = step.call.last(extent).map { [$0] } ?? []
      return parameters.before + innerChecks(step, parameters.argument, extent) + [
        .call(step.call.function, step.call.arguments + parameters.argument + last)
      ]
    }
    let width = program[pool.input].count
    return rows.map { row in
      let input = CValue.name("\(names.pointer(pool.input).text) + \(row * width)")
      return .call(
        step.call.function,
        [names.pointer(pool.sum), names.pointer(pool.count), input, .integer(width), .integer(1)])
    }
  }

  /// State is zero at the start of a sequence; in an arena it gets its place only then.
  func cleared(_ step: Step) -> [CNode] {
    guard layout.arena != nil else { return [] }
    return step.operands.filter { $0.isState && $0.access == .updates }
      .filter { program[$0.buffer].count > 0 }
      .map { operand in
        let bytes = program[operand.buffer].count * program[operand.buffer].type.size
        return .call("memset", [names.pointer(operand.buffer), .integer(0), .integer(bytes)])
      }
  }

  /// Bytes that a trace has of a buffer: one row, or all of a whole sequence.
  private func bytes(of id: BufferID, _ extent: KernelCall.Extent) -> Int {
    let row = program[id].count * program[id].type.size
    if case .fixed(let positions) = extent, !program[id].isShared { return row * positions }
    return row
  }

  /// Moves the last position of what the head reads to where it reads it.
  var lastRows: [CNode] {
    guard target.tile > 1 else { return [] }
    return program.buffers.indices.flatMap { index -> [CNode] in
      let buffer = program.buffers[index]
      guard buffer.role == .carried, buffer.count > 0 else { return [] }
      let name = names.pointer(BufferID(index)).text
      return [
        .blank, .comment(["the head reads the last position"]),
        .call(
          "memmove",
          [
            .name(name), .name("\(name) + \(buffer.count) * (positions - 1)"),
            .integer(buffer.count * buffer.type.size),
          ]),
      ]
    }
  }
}
