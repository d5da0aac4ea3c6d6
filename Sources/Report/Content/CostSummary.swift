import Program

/// Work and memory of a program, by layer and by part.
///
/// Work is that of one position: `body` and `head` each once.
package struct CostSummary: Hashable, Sendable, Encodable {
  /// In the order of evaluation.
  package var layers: [LayerCost]
  /// The most work first.
  package var parts: [PartCost]
  package var multiplyAccumulates: Int
  package var additions: Int
  /// Bytes of the tables that no step names: those of sigmoid and softplus.
  package var functionTableBytes: Int

  init(_ program: Program, memory: MemorySummary) {
    var tally = CostTally(program)
    for step in program.body { tally.add(step, isHead: false) }
    for step in program.head { tally.add(step, isHead: true) }
    layers = tally.layers
    parts = tally.parts.sorted {
      ($1.multiplyAccumulates, $1.additions, $0.part)
        < ($0.multiplyAccumulates, $0.additions, $1.part)
    }
    multiplyAccumulates = layers.reduce(0) { $0 + $1.multiplyAccumulates }
    additions = layers.reduce(0) { $0 + $1.additions }
    functionTableBytes = max(0, memory.tableBytes - layers.reduce(0) { $0 + $1.tableBytes })
  }
}

/// Work and memory of a layer, or of what lies before and behind the layers.
package struct LayerCost: Hashable, Sendable, Encodable {
  /// `input`, `layer 3`, `output`; `readout` for a step of the head.
  package var name: String
  package var steps: Int
  package var multiplyAccumulates: Int
  package var additions: Int
  /// Bytes of weights and other constants; one that several layers read counts for the first.
  package var tableBytes: Int
  /// Bytes that survive a position.
  package var stateBytes: Int
  /// Bits of the weights of matrices, the smaller first.
  package var weightBits: [Int]
}

/// Work and memory of one kind of step in all layers.
package struct PartCost: Hashable, Sendable, Encodable {
  /// `in_proj`, `scan`, ...
  package var part: String
  package var steps: Int
  package var multiplyAccumulates: Int
  package var additions: Int
  package var tableBytes: Int
}

/// Adds up steps in the order of evaluation.
private struct CostTally {
  private let program: Program
  private(set) var layers: [LayerCost] = []
  private(set) var parts: [PartCost] = []
  private var partIndices: [String: Int] = [:]
  private var seenConstants: Set<Int> = []
  private var seenBuffers: Set<Int> = []
  private var isBehindLayers = false

  init(_ program: Program) { self.program = program }

  mutating func add(_ step: Step, isHead: Bool) {
    let operations = program.operations(of: step)
    let tableBytes = step.constantOperands.reduce(0) { sum, operand in
      guard seenConstants.insert(operand.constant.index).inserted else { return sum }
      let data = program[operand.constant].data
      return sum + data.count * data.type.size
    }
    let layer = layerIndex(named: name(of: step, isHead: isHead))
    layers[layer].steps += 1
    layers[layer].multiplyAccumulates += operations.multiplyAccumulates
    layers[layer].additions += operations.additions
    layers[layer].tableBytes += tableBytes
    for operand in step.operands where operand.isState {
      guard seenBuffers.insert(operand.buffer.index).inserted else { continue }
      layers[layer].stateBytes +=
        program[operand.buffer].count * program[operand.buffer].type.size
    }
    if case .linear(let linear) = step {
      let bits = linear.groups == nil ? 8 : 4
      if !layers[layer].weightBits.contains(bits) {
        layers[layer].weightBits = (layers[layer].weightBits + [bits]).sorted()
      }
    }
    let part = partIndex(named: step.part)
    parts[part].steps += 1
    parts[part].multiplyAccumulates += operations.multiplyAccumulates
    parts[part].additions += operations.additions
    parts[part].tableBytes += tableBytes
  }

  private mutating func name(of step: Step, isHead: Bool) -> String {
    if isHead { return "readout" }
    guard let layer = step.origin.layer else { return isBehindLayers ? "output" : "input" }
    isBehindLayers = true
    return "layer \(layer)"
  }

  /// A layer goes on as long as its name stays.
  private mutating func layerIndex(named name: String) -> Int {
    if layers.last?.name != name {
      layers.append(
        LayerCost(
          name: name, steps: 0, multiplyAccumulates: 0, additions: 0, tableBytes: 0,
          stateBytes: 0, weightBits: []))
    }
    return layers.count - 1
  }

  private mutating func partIndex(named name: String) -> Int {
    if let index = partIndices[name] { return index }
    partIndices[name] = parts.count
    parts.append(
      PartCost(part: name, steps: 0, multiplyAccumulates: 0, additions: 0, tableBytes: 0))
    return parts.count - 1
  }
}
