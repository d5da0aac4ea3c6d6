import Program

/// Collects buffers, constants and steps of a program under construction.
struct ProgramBuilder {
  private(set) var buffers: [Buffer] = []
  private(set) var constants: [Constant] = []
  var body: [Step] = []
  var head: [Step] = []
  /// True while the steps of `head` are being built.
  var inHead = false
  /// Buffers that belong to `head` alone.
  private var ofHead: Set<BufferID> = []

  mutating func append(_ step: Step) {
    if inHead { head.append(step) } else { body.append(step) }
  }

  mutating func buffer(
    _ name: String, _ type: ElementType, _ count: Int, role: Buffer.Role = .scratch,
    scale: Double? = nil
  ) -> BufferID {
    buffers.append(Buffer(name: name, role: role, type: type, count: count, scale: scale))
    let id = BufferID(buffers.count - 1)
    if inHead { ofHead.insert(id) }
    return id
  }

  /// A scratch buffer of `body` that `head` reads becomes carried.
  mutating func carry(_ id: BufferID) {
    guard buffers[id.index].role == .scratch, !ofHead.contains(id) else { return }
    buffers[id.index].role = .carried
  }

  func type(of id: BufferID) -> ElementType { buffers[id.index].type }

  mutating func constant(
    _ name: String, shape: [Int], _ data: ConstantData, origin: StepOrigin
  ) -> ConstantID {
    constants.append(Constant(name: name, shape: shape, data: data, origin: origin))
    return ConstantID(constants.count - 1)
  }

  /// Tables of a scale, named `NAME_multiplier` and `NAME_shift`.
  mutating func scale(
    _ name: String, _ decomposition: ScaleDecomposition, origin: StepOrigin
  ) -> ChannelScale {
    let count = decomposition.shifts.count
    return ChannelScale(
      multiplier: constant(
        name + "_multiplier", shape: [count], .int32(decomposition.multipliers), origin: origin),
      shift: constant(
        name + "_shift", shape: [count], .uint8(decomposition.shifts), origin: origin),
      left: decomposition.left)
  }
}
