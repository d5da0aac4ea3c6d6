import Program
import TensorFile

/// The program as JSON text: keys sorted, no white space.
enum GraphText {
  static func program(_ program: Program) -> String {
    let steps = { (steps: [Step]) in array(steps.map { step($0, of: program) }) }
    return object([
      "name": JSON.quoted(program.name),
      "input": input(program.input),
      "buffers": array(program.buffers.map(buffer)),
      "constants": array(program.constants.map(constant)),
      "body": steps(program.body),
      "head": steps(program.head),
      "logits": JSON.quoted(program[program.logits].name),
      "logit_scale": program.logitScale.description,
      "labels": array(program.labels.map(JSON.quoted)),
      "provenance": provenance(program.provenance),
    ])
  }

  private static func object(_ members: [String: String]) -> String {
    let pairs = members.sorted { $0.key < $1.key }.map { "\(JSON.quoted($0.key)):\($0.value)" }
    return "{\(pairs.joined(separator: ","))}"
  }

  private static func array(_ elements: [String]) -> String {
    "[\(elements.joined(separator: ","))]"
  }

  private static func input(_ input: ProgramInput) -> String {
    switch input {
    case .token(let vocabulary):
      object(["kind": JSON.quoted("token"), "vocabulary": "\(vocabulary)"])
    case .frame(let width, let scale, let limit):
      object([
        "kind": JSON.quoted("frame"), "width": "\(width)", "scale": scale.description,
        "limit": "\(limit)",
      ])
    case .image(let image):
      object([
        "kind": JSON.quoted("image"), "height": "\(image.height)", "width": "\(image.width)",
        "channels": "\(image.channels)", "layout": JSON.quoted(image.layout.rawValue),
        "positions": "\(image.positions)",
      ])
    }
  }

  private static func buffer(_ buffer: Buffer) -> String {
    var members = [
      "name": JSON.quoted(buffer.name), "role": JSON.quoted(buffer.role.rawValue),
      "type": JSON.quoted(buffer.type.rawValue), "count": "\(buffer.count)",
    ]
    members["scale"] = buffer.scale?.description
    return object(members)
  }

  private static func constant(_ constant: Constant) -> String {
    object([
      "name": JSON.quoted(constant.name), "type": JSON.quoted(constant.data.type.rawValue),
      "shape": array(constant.shape.map(\.description)), "origin": origin(constant.origin),
    ])
  }

  private static func origin(_ origin: StepOrigin) -> String {
    var members = [
      "module": JSON.quoted(origin.module),
      "checkpoint_name": JSON.quoted(origin.checkpointName),
    ]
    members["layer"] = origin.layer?.description
    return object(members)
  }

  private static func provenance(_ provenance: Provenance) -> String {
    var members = [
      "generator": JSON.quoted(provenance.generator),
      "checkpoint": JSON.quoted(provenance.checkpoint),
      "calibration": JSON.quoted(provenance.calibration),
      "method": JSON.quoted(provenance.method),
      "options": array(provenance.options.map(JSON.quoted)),
    ]
    if provenance.calibrationFiles > 1 {
      members["calibration_files"] = provenance.calibrationFiles.description
    }
    return object(members)
  }

  private static func step(_ step: Step, of program: Program) -> String {
    var members = ["op": JSON.quoted(step.kind), "origin": origin(step.origin)]
    var scales: [String: [String: String]] = [:]
    // Names like `scale.left` are members of an object of their own.
    func add(_ name: String, _ value: String) {
      let parts = name.split(separator: ".").map(String.init)
      if parts.count == 1 {
        members[name] = value
      } else {
        scales[parts[0], default: [:]][parts[1]] = value
      }
    }
    for operand in step.operands {
      add(operand.name, JSON.quoted(program[operand.buffer].name))
    }
    for operand in step.constantOperands {
      add(operand.name, JSON.quoted(program[operand.constant].name))
    }
    for parameter in step.parameters { add(parameter.name, "\(parameter.value)") }
    if step.isBackward { add("backward", "true") }
    if case .accumulate(let pool) = step, let rows = pool.rows {
      add("rows", array(rows.map(\.description)))
    }
    if case .linear(let linear) = step { add("accumulates", "\(linear.accumulates)") }
    for (name, scale) in scales { members[name] = object(scale) }
    return object(members)
  }
}
