import Model

import func Foundation.exp
import func Foundation.log1p

/// The float model in double precision, one position at a time, written from the formulas.
struct NaiveMamba {
  let model: Model
  private var values: [[Double]]
  private var windows: [Int: [[Double]]] = [:]
  private var states: [Int: [Double]] = [:]
  private var heads: [Int: NaiveHeads] = [:]
  private var pooled: [Double] = []
  private var positions = 0.0

  init(_ model: Model) {
    self.model = model
    values = model.values.map { Array(repeating: 0, count: $0.width) }
  }

  /// Logits of each position.
  mutating func logits(tokens: [Int32]) -> [[Double]] {
    tokens.map { step(token: Int($0), frame: []) }
  }

  /// Logits after the last frame.
  mutating func logits(frames: [Float], width: Int) -> [Double] {
    var last: [Double] = []
    for start in stride(from: 0, to: frames.count, by: width) {
      last = step(token: 0, frame: frames[start..<start + width].map(Double.init))
    }
    return last
  }

  private mutating func step(token: Int, frame: [Double]) -> [Double] {
    positions += 1
    if case .frame(_, let value) = model.input { values[value.index] = frame }
    for operation in model.body + model.readout { evaluate(operation, token: token) }
    return values[model.logits.index]
  }

  private mutating func evaluate(_ operation: Operation, token: Int) {
    switch operation {
    case .embed(let embed):
      values[embed.output.index] = row(token, of: embed.weight)
    case .position:
      preconditionFailure("images are evaluated by NaiveVision")
    case .linear(let linear):
      values[linear.output.index] =
        product(linear.weight, linear.bias, values[linear.input.index])
    case .rmsNorm(let norm):
      let x = values[norm.input.index]
      let mean = x.reduce(0) { $0 + $1 * $1 } / Double(x.count)
      values[norm.output.index] = zip(x, norm.weight.tensor.values).map {
        $0 / (mean + norm.epsilon).squareRoot() * Double($1)
      }
    case .mixer(let mixer):
      if let recurrence = mixer.heads {
        values[mixer.output.index] = heads[mixer.layer, default: NaiveHeads()].evaluate(
          mixer, recurrence, input: values[mixer.input.index])
      } else {
        values[mixer.output.index] = evaluate(mixer)
      }
    case .add(let add):
      values[add.output.index] =
        zip(values[add.left.index], values[add.right.index]).map { $0 + $1 }
    case .meanPool(let pool):
      if pooled.isEmpty { pooled = values[pool.input.index].map { _ in 0 } }
      pooled = zip(pooled, values[pool.input.index]).map { $0 + $1 }
      values[pool.output.index] = pooled.map { $0 / positions }
    }
  }

  private mutating func evaluate(_ mixer: Mixer) -> [Double] {
    let (e, n, r) = (mixer.channels, mixer[.forward].states, mixer[.forward].timeStepRank)
    let xz = product(mixer.inProj, mixer.inProjBias, values[mixer.input.index])
    var window =
      windows[mixer.layer]
      ?? Array(repeating: Array(repeating: 0, count: e), count: mixer[.forward].kernel)
    window.removeFirst()
    window.append(Array(xz[..<e]))
    windows[mixer.layer] = window
    let x = (0..<e).map { channel in
      let taps = row(channel, of: mixer[.forward].convolution)
      let bias = mixer[.forward].convolutionBias.map { Double($0.tensor.values[channel]) } ?? 0
      return silu(
        bias + (0..<mixer[.forward].kernel).reduce(0) { $0 + taps[$1] * window[$1][channel] })
    }
    let projected = normalize(product(mixer[.forward].xProj, nil, x), of: mixer[.forward])
    let dt = product(mixer[.forward].dtProj, mixer[.forward].dtProjBias, Array(projected[..<r])).map
    {
      log1p(exp($0))
    }
    var h = states[mixer.layer] ?? Array(repeating: 0, count: e * n)
    var y = Array(repeating: 0.0, count: e)
    for channel in 0..<e {
      for state in 0..<n {
        let i = channel * n + state
        let a = -exp(Double(mixer[.forward].aLog.tensor.values[i]))
        h[i] = exp(dt[channel] * a) * h[i] + dt[channel] * projected[r + state] * x[channel]
        y[channel] += h[i] * projected[r + n + state]
      }
      y[channel] += Double(mixer[.forward].d.tensor.values[channel]) * x[channel]
      y[channel] *= silu(xz[e + channel])
    }
    states[mixer.layer] = h
    return product(mixer.outProj, mixer.outProjBias, y)
  }

  /// dt, B and C, each divided by its root mean square where the branch says so.
  private func normalize(_ projected: [Double], of branch: Branch) -> [Double] {
    guard let epsilon = branch.normEpsilon else { return projected }
    let (n, r) = (branch.states, branch.timeStepRank)
    return [0..<r, r..<r + n, r + n..<r + 2 * n].flatMap { range in
      let mean = projected[range].reduce(0) { $0 + $1 * $1 } / Double(range.count)
      return projected[range].map { $0 / (mean + epsilon).squareRoot() }
    }
  }

  private func silu(_ x: Double) -> Double { x / (1 + exp(-x)) }

  private func row(_ index: Int, of parameter: Parameter) -> [Double] {
    let width = parameter.tensor.shape[1]
    return parameter.tensor.values[index * width..<(index + 1) * width].map(Double.init)
  }

  private func product(_ weight: Parameter, _ bias: Parameter?, _ x: [Double]) -> [Double] {
    (0..<weight.tensor.shape[0]).map { index in
      zip(row(index, of: weight), x).reduce(
        bias.map { Double($0.tensor.values[index]) } ?? 0
      ) { $0 + $1.0 * $1.1 }
    }
  }
}
