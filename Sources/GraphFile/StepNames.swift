import Program

/// Finds buffers and constants by name.
struct StepNames {
  private var buffers: [String: BufferID] = [:]
  private var constants: [String: ConstantID] = [:]

  /// - Parameter constants: Their names are unique.
  init(buffers: [Buffer], constants: [Constant]) throws(GraphProblem) {
    for (index, buffer) in buffers.enumerated() {
      if self.buffers.updateValue(BufferID(index), forKey: buffer.name) != nil {
        throw GraphProblem("buffers[\(index)].name", .repeatedName(buffer.name))
      }
    }
    for (index, constant) in constants.enumerated() {
      self.constants[constant.name] = ConstantID(index)
    }
  }

  func buffer(_ name: String, at path: String) throws(GraphProblem) -> BufferID {
    guard let id = buffers[name] else { throw GraphProblem(path, .unknownBuffer(name)) }
    return id
  }

  func constant(_ name: String, at path: String) throws(GraphProblem) -> ConstantID {
    guard let id = constants[name] else { throw GraphProblem(path, .unknownConstant(name)) }
    return id
  }
}
