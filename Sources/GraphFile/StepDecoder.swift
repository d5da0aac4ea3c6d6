import Program
import TensorFile

/// Reads one element of `body` or `head`.
struct StepDecoder {
  private static let operations = [
    "embed", "gather", "position", "normalize", "linear", "convolve", "discretize", "scan",
    "rescale", "discretize_heads", "scan_heads", "gate", "add", "rotate", "quantize", "accumulate",
    "mean",
  ]

  var fields: GraphFields
  let names: StepNames

  mutating func step() throws(GraphProblem) -> Step {
    let operation = try fields.string("op")
    let step: Step
    switch operation {
    case "embed": step = .embed(try embed())
    case "gather": step = .gather(try gather())
    case "position": step = .position(try position())
    case "normalize": step = .normalize(try normalize())
    case "linear": step = .linear(try linear())
    case "convolve": step = .convolve(try convolve())
    case "discretize": step = .discretize(try discretize())
    case "scan": step = .scan(try scan())
    case "rescale": step = .rescale(try rescale())
    case "discretize_heads": step = .discretizeHeads(try discretizeHeads())
    case "scan_heads": step = .scanHeads(try scanHeads())
    case "gate": step = .gate(try gate())
    case "add": step = .add(try add())
    case "rotate": step = .rotate(try rotate())
    case "quantize": step = .quantize(try quantize())
    case "accumulate": step = .accumulate(try accumulate())
    case "mean": step = .mean(try mean())
    default:
      throw GraphProblem(
        fields.path("op"), .unknownValue(operation, allowed: Self.operations))
    }
    try fields.finish()
    return step
  }

  mutating func buffer(_ key: String) throws(GraphProblem) -> BufferID {
    try names.buffer(fields.string(key), at: fields.path(key))
  }

  mutating func constant(_ key: String) throws(GraphProblem) -> ConstantID {
    try names.constant(fields.string(key), at: fields.path(key))
  }

  mutating func channelScale(_ key: String) throws(GraphProblem) -> ChannelScale {
    var scale = StepDecoder(fields: try fields.fields(key), names: names)
    let result = ChannelScale(
      multiplier: try scale.constant("multiplier"), shift: try scale.constant("shift"),
      left: try scale.fields.integer("left"))
    try scale.fields.finish()
    return result
  }

  mutating func groupScales(_ key: String) throws(GraphProblem) -> GroupScales {
    var groups = StepDecoder(fields: try fields.fields(key), names: names)
    let result = GroupScales(
      size: try groups.fields.integer("size"), scale: try groups.constant("scale"))
    try groups.fields.finish()
    return result
  }

  mutating func tensorScale(_ key: String) throws(GraphProblem) -> TensorScale {
    var scale = try fields.fields(key)
    let multiplier = try scale.integer("multiplier", in: 0...Int(Int32.max))
    let result = TensorScale(
      multiplier: Int32(multiplier), shift: try scale.integer("shift"),
      left: try scale.integer("left"))
    try scale.finish()
    return result
  }

  mutating func origin() throws(GraphProblem) -> StepOrigin { try fields.origin("origin") }
}
