import CSyntax
import Calibration
import FloatReference
import Model
import Program

/// A value of the float model in the integer program.
struct LoweredValue {
  var buffer: BufferID
  /// Real value of one unit.
  var scale: Double
}

/// Turns a calibrated float model into the integer program, operation by operation.
struct Lowering {
  let model: Model
  let statistics: Statistics
  /// Nil where all weights have 8 bits.
  let fourBitWeights: FourBitWeights?
  let formats: ValueFormats
  var builder = ProgramBuilder()
  var values: [ValueID: LoweredValue] = [:]
  /// Nil in a model without residual stream.
  var residual: SumFormat?
  /// The embedding, which a head may share.
  var embedding: (constant: ConstantID, tensor: Tensor, rows: RowQuantization)?
  /// What the plan of the residual stream has rounded already: the embedding, and `out_proj` by
  /// layer.
  var embeddingRows: RowQuantization?
  var outProjections: [Int: QuantizedLinear] = [:]
  /// Sign matrices of rotations, by order.
  var rotationMatrices: [Int: ConstantID] = [:]
  var logitScale = 1.0

  init(
    _ model: Model, statistics: Statistics, fourBitWeights: FourBitWeights? = nil
  ) throws(QuantizationError) {
    self.model = model
    self.statistics = statistics
    self.fourBitWeights = fourBitWeights
    formats = try ValueFormats(model)
  }

  mutating func run(provenance: Provenance) throws(QuantizationError) -> Program {
    residual = try planResidual()
    let input = try lowerInput()
    for operation in model.body { try lower(operation) }
    builder.inHead = true
    for operation in model.readout { try lower(operation) }
    guard let logits = values[model.logits] else {
      throw .unsupportedGraph(value: "logits", reason: "no operation writes it")
    }
    return Program(
      name: CPrefix.make(from: model.name), input: input, buffers: builder.buffers,
      constants: builder.constants, body: builder.body, head: builder.head,
      logits: logits.buffer, logitScale: logitScale, labels: model.labels,
      provenance: provenance)
  }

  private mutating func lower(_ operation: Operation) throws(QuantizationError) {
    switch operation {
    case .embed(let embed): try lowerEmbed(embed)
    case .position(let position): try lowerPosition(position)
    case .linear(let linear):
      // The position embedding, which comes before it in integers, lowers both.
      if case .image(let image) = model.input, linear.input == image.value { return }
      try lowerLinear(linear)
    case .rmsNorm(let norm): try lowerNorm(norm)
    case .mixer(let mixer): try lowerMixer(mixer)
    case .add(let add): try lowerAdd(add)
    case .meanPool(let pool): try lowerPool(pool)
    }
  }

  /// The mixer before has added to the stream in place; the sum is the same buffer. A sum in the
  /// readout is a step.
  private mutating func lowerAdd(_ add: Add) throws(QuantizationError) {
    if formats.sums[add.output] != nil { return try lowerSum(add) }
    guard let stream = values[add.left], values[add.right]?.buffer == stream.buffer else {
      throw .unsupportedGraph(
        value: name(of: add.right), reason: "only a mixer's output can join the residual stream")
    }
    values[add.output] = stream
  }

  // MARK: Look-ups

  func statistics(_ site: Site) throws(QuantizationError) -> SiteStatistics {
    guard let found = statistics.sites[site], found.count > 0 else {
      throw .missingStatistics(site: describe(site))
    }
    return found
  }

  func input(_ id: ValueID) throws(QuantizationError) -> LoweredValue {
    guard let value = values[id] else {
      throw .unsupportedGraph(value: name(of: id), reason: "it is read before it is written")
    }
    return value
  }

  func name(of id: ValueID) -> String {
    model.values.indices.contains(id.index) ? model.values[id.index].name : "value \(id.index)"
  }

  func origin(_ parameter: Parameter) -> StepOrigin {
    StepOrigin(
      layer: parameter.origin.layer, module: parameter.origin.module,
      checkpointName: parameter.origin.checkpointName)
  }

  private func describe(_ site: Site) -> String {
    switch site {
    case .value(let id): "value '\(name(of: id))'"
    case .mixer(let layer, let site): "'\(site.rawValue)' of layer \(layer)"
    case .backward(let layer, let site): "'\(site.rawValue)' of layer \(layer), backward"
    }
  }

  /// `text` as a part of names: lower-case words, joined by single underscores.
  func identifier(_ text: String) -> String { CPrefix.make(from: text) }
}
