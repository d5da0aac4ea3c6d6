import Model

/// LayerNorm as RMSNorm, exactly: whatever writes to the residual stream writes a vector with the
/// mean 0, so that there is no mean to subtract; a norm's bias goes into the matrices that read
/// the norm. RMSNorm with a bias needs only the second (SliceGPT, Ashkboos et al. 2024, section
/// 3).
struct CentredStream {
  /// The norms of the model subtract the mean.
  let isCentred: Bool
  /// Biases by layer; that of the last norm under nil.
  private var biases: [Int?: [Float]] = [:]

  init(isCentred: Bool) { self.isCentred = isCentred }

  /// Reads the bias of a norm, [width], if it has one.
  mutating func readBias(
    _ name: String, layer: Int?, width: Int, _ builder: inout ModelBuilder
  ) throws(CheckpointError) {
    biases[layer] =
      try builder.optionalParameter(
        name, shape: [width], formula: "[embed_dim]", layer: layer, module: "norm.bias"
      )?.tensor.values
  }

  func apply(to body: inout [Operation], head: inout Linear) {
    for index in body.indices {
      switch body[index] {
      case .position(var position):
        centreRows(&position.table.tensor)
        body[index] = .position(position)
      case .linear(var linear):
        centre(&linear.weight, &linear.bias)
        body[index] = .linear(linear)
      case .mixer(var mixer):
        if let bias = biases[mixer.layer] {
          mixer.inProjBias = add(mixer.inProj, bias, to: mixer.inProjBias)
        }
        centre(&mixer.outProj, &mixer.outProjBias)
        body[index] = .mixer(mixer)
      case .embed, .rmsNorm, .add, .meanPool: break
      }
    }
    if let bias = biases[nil] { head.bias = add(head.weight, bias, to: head.bias) }
  }

  /// `bias + weight * normBias`
  private func add(_ weight: Parameter, _ normBias: [Float], to bias: Parameter?) -> Parameter? {
    let (rows, columns) = (weight.tensor.shape[0], weight.tensor.shape[1])
    var result =
      bias
      ?? Parameter(
        tensor: Tensor(shape: [rows], values: Array(repeating: 0, count: rows)),
        origin: weight.origin)
    for row in 0..<rows {
      let sum = (0..<columns).reduce(0.0) {
        $0 + Double(weight.tensor.values[row * columns + $1]) * Double(normBias[$1])
      }
      result.tensor.values[row] += Float(sum)
    }
    return result
  }

  /// Takes the mean over the outputs from a matrix and its bias.
  private func centre(_ weight: inout Parameter, _ bias: inout Parameter?) {
    guard isCentred else { return }
    let (rows, columns) = (weight.tensor.shape[0], weight.tensor.shape[1])
    for column in 0..<columns {
      let mean = Float(
        (0..<rows).reduce(0.0) { $0 + Double(weight.tensor.values[$1 * columns + column]) }
          / Double(rows))
      for row in 0..<rows { weight.tensor.values[row * columns + column] -= mean }
    }
    guard var values = bias?.tensor.values else { return }
    let mean = Float(values.reduce(0.0) { $0 + Double($1) } / Double(rows))
    for row in values.indices { values[row] -= mean }
    bias?.tensor.values = values
  }

  private func centreRows(_ table: inout Tensor) {
    guard isCentred else { return }
    let width = table.shape[1]
    for start in stride(from: 0, to: table.values.count, by: width) {
      let mean = Float(
        table.values[start..<start + width].reduce(0.0) { $0 + Double($1) } / Double(width))
      for i in start..<start + width { table.values[i] -= mean }
    }
  }
}
