extension Program {
  /// The program as text: one line for each step with names, types, sizes, scales and, if the
  /// program is accepted, the proved bounds. The format is for people and may change.
  package func dump() -> String {
    let violations = verify()
    var lines = header
    lines += violations.map { "violation: \($0)" }
    let ranges = violations.isEmpty ? proveRanges() : nil
    lines += dump(.body, body, ranges?.body)
    lines += dump(.head, head, ranges?.head)
    return lines.joined(separator: "\n") + "\n"
  }

  private var header: [String] {
    let source =
      switch input {
      case .token(let vocabulary): "token of \(vocabulary)"
      case .frame(let width, let scale, let limit):
        "frame int16 [\(width)], scale \(scale), limit \(limit)"
      case .image(let image):
        "image uint8 [\(image.height) x \(image.width) x \(image.channels)] "
          + "\(image.layout.rawValue), \(image.positions) positions"
      }
    return [
      "program \(name)",
      "  input    \(source)",
      "  logits   \(text(logits)), scale \(logitScale)",
      "  method   \((["\(provenance.method)"] + provenance.options).joined(separator: " "))",
      "  steps    \(body.count) for each position, \(head.count) for the logits",
    ]
  }

  private func dump(
    _ section: Violation.Section, _ steps: [Step], _ ranges: [ProvedRange]?
  ) -> [String] {
    ["\(section.rawValue):"]
      + steps.enumerated().map { index, step in
        let facts = ranges.map { " ; \(text($0[index]))" } ?? ""
        return "  \(index) \(text(step))\(facts)"
      }
  }

  /// `output <- kind(operands) parameters`.
  private func text(_ step: Step) -> String {
    let results = step.operands.filter { $0.access != .reads }
      .map { text($0.buffer) + ($0.access == .updates && !$0.isState ? " +" : "") }
    let sources = step.operands.filter { $0.access == .reads }
      .map { "\($0.name): \(text($0.buffer))" }
    let constants = step.constantOperands.map { "\($0.name): \(text($0.constant))" }
    let arguments = (sources + constants).joined(separator: ", ")
    let parameters =
      step.parameters.map { " \($0.name)=\($0.value)" }.joined()
      + (step.isBackward ? " backward" : "")
    return "\(results.joined(separator: ", ")) <- \(step.kind)(\(arguments))\(parameters)"
  }

  private func text(_ range: ProvedRange) -> String {
    range.intervals.map { text($0) }.joined(separator: ", ")
  }

  private func text(_ id: BufferID) -> String {
    guard buffers.indices.contains(id.index) else { return "buffer#\(id.index)" }
    let buffer = self[id]
    let scale = buffer.scale.map { " * \($0)" } ?? ""
    return "\(buffer.name) \(buffer.type.rawValue)[\(buffer.count)]\(scale)"
  }

  private func text(_ id: ConstantID) -> String {
    guard constants.indices.contains(id.index) else { return "constant#\(id.index)" }
    let constant = self[id]
    let shape = constant.shape.map { "\($0)" }.joined(separator: ",")
    return "\(constant.name) \(constant.data.type.rawValue)[\(shape)]"
  }
}

extension Step {
  /// Numbers of the step, under the names that they have in graph files and errors.
  package var parameters: [(name: String, value: Int)] {
    switch self {
    case .embed(let s): [("scale.left", s.scale.left)]
    case .position(let s): [("scale.left", s.scale.left)]
    case .normalize(let s):
      [("pre_shift", s.preShift), ("shift", s.shift), ("epsilon", Int(clamping: s.epsilon))]
        + (s.groups == 1 ? [] : [("groups", s.groups)])
    case .linear(let s):
      [("scale.left", s.scale.left)] + (s.limit.map { [("limit", $0)] } ?? [])
        + (s.groups.map { [("groups.size", $0.size)] } ?? [])
    case .convolve(let s):
      [("preactivation.left", s.preactivation.left), ("fraction_bits", s.fractionBits)]
        + (s.copy.map { [("quantization.left", $0.quantization.left)] } ?? [])
    case .discretize(let s):
      [("time_step.left", s.timeStep.left), ("drive_scale.left", s.driveScale.left)]
    case .scan(let s): [("fraction_bits", s.fractionBits)]
    case .rescale(let s): [("scale.left", s.scale.left), ("limit", s.limit)]
    case .discretizeHeads(let s):
      [
        ("time_step.left", s.timeStep.left), ("fraction_bits", s.fractionBits),
        ("drive_scale.left", s.driveScale.left),
      ]
    case .scanHeads(let s): [("groups", s.groups), ("shift", s.shift)]
    case .gate(let s):
      [
        ("fraction_bits", s.fractionBits), ("y_scale.left", s.yScale.left),
        ("skip_scale.left", s.skipScale.left), ("output_scale.left", s.outputScale.left),
      ]
    case .rotate(let s): [("doublings", s.doublings)] + s.scale.parameters
    case .quantize(let s): s.scale.parameters
    case .gather, .add, .accumulate, .mean: []
    }
  }
}

extension TensorScale {
  fileprivate var parameters: [(name: String, value: Int)] {
    [
      ("scale.multiplier", Int(multiplier)), ("scale.shift", shift), ("scale.left", left),
    ]
  }
}
