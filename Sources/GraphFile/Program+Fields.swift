import Program
import TensorFile

extension Program {
  /// Reads the members of the program's JSON other than `constants`.
  init(_ fields: inout GraphFields, constants: [Constant]) throws(GraphProblem) {
    let buffers = try Self.buffers(fields.array("buffers"))
    let names = try StepNames(buffers: buffers, constants: constants)
    let body = try Self.steps(fields.array("body"), names)
    let head = try Self.steps(fields.array("head"), names)
    let logits = try fields.string("logits")
    self.init(
      name: try fields.string("name"), input: try Self.input(fields.fields("input")),
      buffers: buffers, constants: constants, body: body, head: head,
      logits: try names.buffer(logits, at: fields.path("logits")),
      logitScale: try fields.number("logit_scale"), labels: try fields.strings("labels"),
      provenance: try Self.provenance(fields.fields("provenance")))
    try fields.finish()
  }

  private static func input(_ fields: GraphFields) throws(GraphProblem) -> ProgramInput {
    var fields = fields
    let kind = try fields.string("kind")
    let input: ProgramInput
    switch kind {
    case "token": input = .token(vocabulary: try fields.integer("vocabulary"))
    case "frame":
      input = .frame(
        width: try fields.integer("width"), scale: try fields.number("scale"),
        limit: try fields.integer("limit"))
    case "image":
      input = .image(
        ProgramImage(
          height: try fields.integer("height"), width: try fields.integer("width"),
          channels: try fields.integer("channels"),
          layout: try fields.choice("layout", ProgramImage.Layout.self),
          positions: try fields.integer("positions")))
    default:
      throw GraphProblem(
        fields.path("kind"), .unknownValue(kind, allowed: ["token", "frame", "image"]))
    }
    try fields.finish()
    return input
  }

  private static func buffers(
    _ elements: [(json: JSON, path: String)]
  ) throws(GraphProblem) -> [Buffer] {
    var buffers: [Buffer] = []
    for (json, path) in elements {
      var fields = try GraphFields(json, at: path)
      buffers.append(
        Buffer(
          name: try fields.string("name"), role: try fields.choice("role", Buffer.Role.self),
          type: try fields.choice("type", ElementType.self),
          count: try fields.integer("count"), scale: try fields.optionalNumber("scale")))
      try fields.finish()
    }
    return buffers
  }

  private static func steps(
    _ elements: [(json: JSON, path: String)], _ names: StepNames
  ) throws(GraphProblem) -> [Step] {
    var steps: [Step] = []
    for (json, path) in elements {
      var decoder = StepDecoder(fields: try GraphFields(json, at: path), names: names)
      steps.append(try decoder.step())
    }
    return steps
  }

  private static func provenance(_ fields: GraphFields) throws(GraphProblem) -> Provenance {
    var fields = fields
    let provenance = Provenance(
      generator: try fields.string("generator"), checkpoint: try fields.string("checkpoint"),
      calibration: try fields.string("calibration"),
      calibrationFiles: fields.contains("calibration_files")
        ? try fields.integer("calibration_files", in: 1...Int(Int32.max)) : 1,
      method: try fields.string("method"), options: try fields.strings("options"))
    try fields.finish()
    return provenance
  }
}
