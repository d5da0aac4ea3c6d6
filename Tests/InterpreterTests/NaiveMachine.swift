import FixedPoint
import Program

/// Executes single steps on buffers of plain `Int`, straight from the specification's formulas.
struct NaiveMachine {
  let program: Program
  /// By position and buffer; what positions share stands at the first.
  private var memory: [[[Int]]]
  private var row = 0
  private let sigmoidTable = Sigmoid.table.map { Int($0) }
  private let softplusTable = Softplus.table.map { Int($0) }

  init(_ program: Program) {
    self.program = program
    let buffers = program.buffers.map { Array(repeating: 0, count: $0.count) }
    memory = Array(repeating: buffers, count: program.positions ?? 1)
  }

  subscript(id: BufferID) -> [Int] {
    get { memory[program[id].isShared ? 0 : row][id.index] }
    set { memory[program[id].isShared ? 0 : row][id.index] = newValue }
  }

  /// The first `rows` rows of a buffer, or all of a shared one.
  func rows(_ rows: Int, of id: BufferID) -> [Int] {
    program[id].isShared ? memory[0][id.index] : memory[..<rows].flatMap { $0[id.index] }
  }

  mutating func set(_ values: [Int], of id: BufferID) {
    let count = program[id].count
    if program[id].isShared { return memory[0][id.index] = values }
    for row in 0..<values.count / max(1, count) {
      memory[row][id.index] = Array(values[row * count..<(row + 1) * count])
    }
  }

  private func constant(_ id: ConstantID) -> [Int] {
    switch program[id].data {
    case .uint8(let v): v.map { Int($0) }
    case .int8(let v): v.map { Int($0) }
    case .int16(let v): v.map { Int($0) }
    case .int32(let v): v.map { Int($0) }
    }
  }

  private func bits(_ id: BufferID) -> Int { 8 * program[id].type.size }

  private func scale(_ scale: ChannelScale) -> (Int, Int) -> Int {
    let (multipliers, shifts) = (constant(scale.multiplier), constant(scale.shift))
    return { x, i in
      Naive.requantize(x, left: scale.left, multiplier: multipliers[i], shift: shifts[i])
    }
  }

  private func scaled(_ x: Int, _ scale: TensorScale) -> Int {
    Naive.requantize(
      x, left: scale.left, multiplier: Int(scale.multiplier), shift: scale.shift)
  }

  /// Executes a step at the first `rows` positions, in its direction.
  mutating func execute(_ step: Step, rows: Int) {
    for next in 0..<rows {
      row = step.isBackward ? rows - 1 - next : next
      execute(step)
    }
    row = 0
  }

  private mutating func execute(_ step: Step) {
    switch step {
    case .embed(let s): embed(s)
    case .gather(let s):
      let (corner, elements) = (constant(s.corners)[row], constant(s.elements))
      self[s.output] = elements.map { corner < 0 ? 0 : self[s.image][corner + $0] - 128 }
    case .position(let s):
      let (weight, scale, width) = (constant(s.weight), scale(s.scale), self[s.output].count)
      self[s.output] = (0..<width).map { scale(weight[row * width + $0], row) }
    case .add(let s):
      self[s.output] = zip(self[s.left], self[s.right]).map { Naive.clamp($0 + $1, bits: 16) }
    case .normalize(let s): normalize(s)
    case .linear(let s): linear(s)
    case .convolve(let s): convolve(s)
    case .discretize(let s): discretize(s)
    case .scan(let s): scan(s)
    case .rescale(let s):
      let scale = scale(s.scale)
      self[s.output] = self[s.input].enumerated().map {
        max(-s.limit, min(s.limit, scale($0.element, $0.offset)))
      }
    case .discretizeHeads(let s): discretizeHeads(s)
    case .scanHeads(let s): scanHeads(s)
    case .gate(let s): gate(s)
    case .rotate(let s): rotate(s)
    case .quantize(let s):
      self[s.output] = self[s.input].map {
        Naive.clamp(scaled($0, s.scale), bits: bits(s.output))
      }
    case .accumulate(let s): accumulate(s)
    case .mean(let s): mean(s)
    }
  }

  private mutating func embed(_ s: EmbedStep) {
    let (weight, scale) = (constant(s.weight), scale(s.scale))
    let (token, width) = (self[s.token][0], self[s.output].count)
    self[s.output] = (0..<width).map { scale(weight[token * width + $0], token) }
  }

  private mutating func normalize(_ s: NormalizeStep) {
    let gain = constant(s.gain)
    let r = self[s.input].map { Naive.rshift($0, s.preShift) }
    let root = Naive.reciprocalSquareRoot(
      r.reduce(s.epsilon) { $0 + UInt64($1 * $1) })
    self[s.output] = r.indices.map { i in
      let v = Naive.q31(r[i] * Naive.power(root.halfShift - 1), root.mantissa)
      return Naive.clamp(Naive.rshift(Naive.q31(v, gain[i]), s.shift), bits: bits(s.output))
    }
  }

  private mutating func linear(_ s: LinearStep) {
    let (weight, scale, input) = (weights(s), scale(s.scale), self[s.input])
    let bias = s.bias.map { constant($0) } ?? Array(repeating: 0, count: self[s.output].count)
    let previous = self[s.output]
    self[s.output] = bias.indices.map { i in
      let a = input.indices.reduce(bias[i]) { $0 + weight[i * input.count + $1] * input[$1] }
      let value = scale(a, i)
      if bits(s.output) == 32 { return s.accumulates ? previous[i] + value : value }
      let limit = s.limit ?? .max
      return max(-limit, min(limit, Naive.clamp(value, bits: bits(s.output))))
    }
  }

  /// Weights of 4 bits from their digits, each times the scale of its group.
  private func weights(_ s: LinearStep) -> [Int] {
    let table = constant(s.weight)
    guard let groups = s.groups else { return table }
    let (rows, columns) = (self[s.output].count, self[s.input].count)
    let scales = constant(groups.scale)
    return (0..<rows * columns).map { index in
      let (i, j) = (index / columns, index % columns)
      let byte = table[i * ((columns + 1) / 2) + j / 2]
      let digit = j % 2 == 0 ? byte % 16 : byte / 16
      let group = i * ((columns + groups.size - 1) / groups.size) + j / groups.size
      return scales[group] * (digit < 8 ? digit : digit - 16)
    }
  }

  private mutating func convolve(_ s: ConvolveStep) {
    let (weight, bias, channels) = (constant(s.weight), constant(s.bias), self[s.x].count)
    let preactivation = scale(s.preactivation)
    let window = self[s.state] + self[s.input]
    let kernel = window.count / channels
    for e in 0..<channels {
      let a = (0..<kernel).reduce(bias[e]) {
        $0 + weight[$1 * channels + e] * window[$1 * channels + e]
      }
      let u = Naive.clamp(preactivation(a, e), bits: 16)
      let x = silu(u, s.fractionBits)
      self[s.x][e] = x
      if let copy = s.copy {
        self[copy.xQuantized][e] = Naive.clamp(scale(copy.quantization)(x, e), bits: 8)
      }
    }
    self[s.state] = Array(window.dropFirst(channels))
  }

  private func silu(_ u: Int, _ fractionBits: Int) -> Int {
    Naive.q15(u, Naive.sigmoid(u, fractionBits: fractionBits, table: sigmoidTable))
  }

  private mutating func discretize(_ s: DiscretizeStep) {
    let (timeStep, driveScale) = (scale(s.timeStep), scale(s.driveScale))
    for e in self[s.dt].indices {
      let softplus = Naive.softplus(self[s.preactivation][e], table: softplusTable)
      let dt = max(0, min(32767, timeStep(softplus, e)))
      self[s.dt][e] = dt
      self[s.drive][e] = Naive.clamp(driveScale(dt * self[s.x][e], e), bits: 16)
    }
  }

  private mutating func scan(_ s: ScanStep) {
    let (a, channels) = (constant(s.a), self[s.y].count)
    let (dt, drive, b, c) = (self[s.dt], self[s.drive], self[s.b], self[s.c])
    for e in 0..<channels {
      self[s.y][e] = b.indices.reduce(0) { y, n in
        let i = n * channels + e
        let decay = Naive.negatedDecay(dt[e], a[i], fractionBits: s.fractionBits)
        let h = Naive.clamp(
          Naive.q15(drive[e], b[n]) - Naive.q15(decay, self[s.state][i]), bits: 16)
        self[s.state][i] = h
        return y + c[n] * h
      }
    }
  }

  private mutating func discretizeHeads(_ s: DiscretizeHeadsStep) {
    let (timeStep, driveScale, a) = (scale(s.timeStep), scale(s.driveScale), constant(s.a))
    let (low, high) = (constant(s.low), constant(s.high))
    let headChannels = self[s.drive].count / a.count
    let dts = a.indices.map { head in
      let softplus = Naive.softplus(self[s.preactivation][head], table: softplusTable)
      return max(low[head], min(high[head], timeStep(softplus, head)))
    }
    self[s.decay] = a.indices.map {
      Naive.negatedDecay(dts[$0], a[$0], fractionBits: s.fractionBits)
    }
    self[s.drive] = self[s.x].enumerated().map { e, x in
      Naive.clamp(driveScale(dts[e / headChannels] * x, e), bits: 16)
    }
  }

  private mutating func scanHeads(_ s: ScanHeadsStep) {
    let (decay, drive, b, c) = (self[s.decay], self[s.drive], self[s.b], self[s.c])
    let (channels, states) = (drive.count, b.count / s.groups)
    for e in 0..<channels {
      let head = e / (channels / decay.count)
      let first = head / (decay.count / s.groups) * states
      var sums = Array(repeating: 0, count: (states + 7) / 8)
      for n in 0..<states {
        let i = n * channels + e
        let h = Naive.clamp(
          Naive.q15(drive[e], b[first + n]) - Naive.q15(decay[head], self[s.state][i]), bits: 16)
        self[s.state][i] = h
        sums[n / 8] += c[first + n] * h
      }
      self[s.y][e] = sums.reduce(0) { $0 + Naive.rshift($1, s.shift) }
    }
  }

  private mutating func gate(_ s: GateStep) {
    let (yScale, skipScale) = (scale(s.yScale), scale(s.skipScale))
    let outputScale = scale(s.outputScale)
    for e in self[s.output].indices {
      let t = Naive.clamp(yScale(self[s.y][e], e) + skipScale(self[s.x][e], e), bits: 16)
      self[s.output][e] = Naive.clamp(
        outputScale(t * silu(self[s.z][e], s.fractionBits), e), bits: 16)
    }
  }

  private mutating func rotate(_ s: RotateStep) {
    let (matrix, input) = (constant(s.matrix), self[s.input])
    let order = program[s.matrix].shape[0]
    let side = Naive.power(s.doublings)
    let group = order * side
    self[s.output] = input.indices.map { e in
      let (first, row) = (e / group * group, e % group)
      let w = (0..<group).reduce(0) { sum, column in
        let sylvester = ((row % side) & (column % side)).nonzeroBitCount.isMultiple(of: 2)
        let sign = matrix[row / side * order + column / side] * (sylvester ? 1 : -1)
        return sum + sign * input[first + column]
      }
      return Naive.clamp(scaled(w, s.scale), bits: 8)
    }
  }

  private mutating func accumulate(_ s: AccumulateStep) {
    guard self[s.count][0] < 65535, s.rows?.contains(row) ?? true else { return }
    for i in self[s.sum].indices { self[s.sum][i] += self[s.input][i] }
    self[s.count][0] += 1
  }

  private mutating func mean(_ s: MeanStep) {
    let count = self[s.count][0]
    self[s.output] = self[s.sum].map { count == 0 ? 0 : Naive.round($0, over: count) }
  }
}
